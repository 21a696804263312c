"""The member's points as JSON: what there is, and every movement."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.points import services as points
from minishop.api.fields import Moment, Money
from minishop.api.scopes import Needs
from minishop.api.views import View

TOLD = {
    "free": 2480, "pending": 1030, "held": 0, "owed": 0, "worth": {"amount": "24.80", "currency": "CNY"},
    "expiring": {"points": 320, "at": "2026-12-31T16:00:00Z"},
    "lines": [
        {"at": "2026-11-22T02:00:00Z", "words": "Used", "about": "LL7K2M9Q4T", "points": -400, "after": 2480},
        {"at": "2026-11-20T02:00:00Z", "words": "Checked in", "about": "", "points": 5, "after": 2880},
    ],
    "before": None,
}  # fmt: skip
A_STATEMENT = OpenApiExample("Spent, and checked in", TOLD, response_only=True)


FIGURES = ("free", "pending", "held", "owed", "worth", "expiring")


class PointsAskedSerializer(serializers.Serializer):
    """Which movements, and from where on."""

    show = serializers.ChoiceField(["all", "earned", "spent", "pending", "ended"], default="all")
    before = serializers.IntegerField(
        required=False, min_value=1, help_text="The `before` of the page that came last, for older ones."
    )


class PointsLineSerializer(serializers.Serializer):
    """One movement, below zero where points went, and what there was after it."""

    at = Moment()
    words = serializers.CharField()
    about = serializers.CharField(help_text="What it was about, such as an order’s number; may be empty.")
    points = serializers.IntegerField()
    after = serializers.IntegerField(allow_null=True, help_text="Empty for what is on the way.")


class EndingSerializer(serializers.Serializer):
    """How many points end soon, and when the first of them do."""

    points = serializers.IntegerField()
    at = Moment()


class PointsSerializer(serializers.Serializer):
    """What can be spent, is on the way, is held for unpaid orders, and is owed; and the latest movements."""

    free = serializers.IntegerField()
    pending = serializers.IntegerField()
    held = serializers.IntegerField()
    owed = serializers.IntegerField()
    worth = Money()
    expiring = EndingSerializer(allow_null=True)
    lines = PointsLineSerializer(many=True)
    before = serializers.IntegerField(allow_null=True, help_text="Where the next page begins.")


class PointsView(View):
    """The member's points."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="Read the points",
        parameters=[PointsAskedSerializer],
        responses=PointsSerializer,
        examples=[A_STATEMENT],
        tags=["me"],
    )
    def get(self, request: Request) -> Response:
        """What there is, and line by line how it came to be; fifty lines a page."""
        member, asked = cast(User, request.user), self.asked(PointsAskedSerializer)
        there = points.figures(member)
        told = points.statement(member, of=asked["show"], before=asked.get("before"))
        facts: dict[str, Any] = {name: getattr(there, name) for name in FIGURES}
        if there.expiring:
            number, at = there.expiring
            facts["expiring"] = {"points": number, "at": at}
        return self.tell(PointsSerializer, facts | {"lines": told.lines, "before": told.before})


urlpatterns = [path("me/points/", PointsView.as_view(), name="api-me-points")]
