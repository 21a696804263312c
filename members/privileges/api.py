"""The member's place in the club as JSON: their tier, what the next one asks, and its history."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.privileges import words
from members.tiers import services as tiers
from members.tiers.models import Tier, TierChange
from members.tiers.services import Standing
from minishop.api.fields import Moment
from minishop.api.scopes import Needs
from minishop.api.views import View

TOLD = {
    "number": "4817250936", "joined_at": "2024-03-09T02:00:00Z",
    "tier": {"code": "sand", "name": "Sand", "brings": ["5% off every piece", "Delivery is free"]},
    "counts": "spend", "figure": "5920.00", "progress": 74,
    "next": {"code": "brass", "name": "Brass", "brings": ["8% off every piece"]}, "missing": "2080.00",
    "kept_until": "2027-03-09T02:00:00Z", "to_keep": "0.00", "paid_until": None,
    "history": [
        {"at": "2026-03-09T02:00:00Z", "tier": "sand", "before": "moon", "why": "reached"},
        {"at": "2024-03-09T02:00:00Z", "tier": "moon", "before": "", "why": "joined"},
    ],
}  # fmt: skip
A_MEMBER = OpenApiExample("On the way to Brass", TOLD, response_only=True)


class TierSerializer(serializers.Serializer):
    """One step of the club, and what it brings in words."""

    code = serializers.CharField()
    name = serializers.CharField(source="t.name")
    brings = serializers.SerializerMethodField()

    def get_brings(self, tier: Tier) -> list[str]:
        return [perk.title for perk in words.brings(tier)]


class TierChangeSerializer(serializers.Serializer):
    """When the member came into a tier, and why."""

    at = Moment()
    tier = serializers.CharField(source="after.code")
    before = serializers.SerializerMethodField(help_text="The tier before; empty for the first.")
    why = serializers.ChoiceField(TierChange.Why.choices)

    def get_before(self, change: TierChange) -> str:
        return change.before.code if change.before else ""


class MembershipSerializer(serializers.Serializer):
    """Amounts are in the shop's currency or in points, as `counts` says."""

    number = serializers.CharField(source="membership.number", help_text="The member's own number.")
    joined_at = Moment(source="membership.joined_at")
    tier = TierSerializer()
    counts = serializers.ChoiceField(["spend", "points"], source="programme.basis")
    figure = serializers.DecimalField(15, 2, help_text="What counts now.")
    progress = serializers.IntegerField(help_text="Of the way to the next tier, 0 to 100.")
    next = TierSerializer(allow_null=True)
    missing = serializers.DecimalField(15, 2, help_text="To the next tier.")
    kept_until = Moment(allow_null=True, help_text="Until when the earned tier is sure.")
    to_keep = serializers.DecimalField(15, 2, help_text="Missing to keep it beyond `kept_until`.")
    paid_until = Moment(allow_null=True, help_text="Until when a membership that was bought gives the tier.")
    history = serializers.SerializerMethodField(help_text="The latest first.")

    @extend_schema_field(TierChangeSerializer(many=True))
    def get_history(self, told: Standing) -> Any:
        return TierChangeSerializer(tiers.history(told.membership.user), many=True).data


class MembershipView(View):
    """The member's place in the club."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="Read the membership", responses=MembershipSerializer, examples=[A_MEMBER], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        """The tier, what the next one asks, until when it is kept, and how it came to be."""
        return self.tell(MembershipSerializer, tiers.of(cast(User, request.user)))


urlpatterns = [path("me/membership/", MembershipView.as_view(), name="api-me-membership")]
