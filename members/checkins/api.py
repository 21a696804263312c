"""Check-ins as JSON: where the streak stands, and one more day."""

from typing import cast

from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.checkins import services as checkins
from members.checkins.services import Day
from minishop.api.scopes import Needs
from minishop.api.views import View

TOLD = {
    "streak": 3, "is_done": True,
    "days": [
        {"streak": 3, "day": "2026-11-22", "points": 5, "coupon": "", "is_done": True, "is_today": True},
        {"streak": 4, "day": "2026-11-23", "points": 10, "coupon": "", "is_done": False, "is_today": False},
    ],
}  # fmt: skip
A_WEEK = OpenApiExample("The third day", TOLD, response_only=True)


class StreakDaySerializer(serializers.Serializer):
    """A day of the streak, and what it brings."""

    streak = serializers.IntegerField(help_text="The how-manieth day in a row.")
    day = serializers.DateField()
    points = serializers.IntegerField()
    coupon = serializers.SerializerMethodField(help_text="The coupon of that day in words; empty for none.")
    is_done = serializers.BooleanField()
    is_today = serializers.BooleanField()

    @extend_schema_field(str)
    def get_coupon(self, day: Day) -> str:
        return day.coupon.t.title if day.coupon else ""


class StreakSerializer(serializers.Serializer):
    """Days in a row so far, whether today is one of them, and the days of this round."""

    streak = serializers.IntegerField()
    is_done = serializers.BooleanField()
    days = StreakDaySerializer(many=True)


class CheckInView(View):
    """The member's streak."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(summary="Read the streak", responses=StreakSerializer, examples=[A_WEEK], tags=["me"])
    def get(self, request: Request) -> Response:
        """Days in a row, and what the next ones bring."""
        return self.tell(StreakSerializer, checkins.week(cast(User, request.user)))

    @extend_schema(
        summary="Check in", request=None, responses=StreakSerializer, examples=[A_WEEK], tags=["me"]
    )
    def post(self, request: Request) -> Response:
        """The member was here today; once a day, however often it is sent."""
        checkins.check_in(user=cast(User, request.user))
        return self.get(request)


urlpatterns = [path("me/check-in/", CheckInView.as_view(), name="api-me-check-in")]
