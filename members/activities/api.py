"""What members can do for points, and their invitation, as JSON."""

from typing import cast

from django.urls import path, reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.activities import referrals
from members.activities import services as activities
from minishop.api.scopes import Needs
from minishop.api.views import View
from minishop.links import absolute

A_TASK = {
    "code": "reviewed", "title": "Write a review", "summary": "When it is published", "points": 50,
    "times": 2, "period": "month", "count": 1, "is_done": False,
}  # fmt: skip
SOME = OpenApiExample("A review", {"results": [A_TASK]}, response_only=True)
LINK = {"link": "https://shop.example/i/k7m2x9qa/", "joined": 2, "rewarded": 1}
MINE = OpenApiExample("Two came", LINK, response_only=True)


class ActivitySerializer(serializers.Serializer):
    """One thing to do, how often it counts in its period, and how often it was done."""

    code = serializers.CharField(source="activity.code")
    title = serializers.CharField(source="activity.t.title")
    summary = serializers.CharField(source="activity.t.summary")
    points = serializers.IntegerField(source="activity.points")
    times = serializers.IntegerField(source="activity.times")
    period = serializers.ChoiceField(["ever", "month", "day"], source="activity.period")
    count = serializers.IntegerField()
    is_done = serializers.BooleanField()


class ActivitiesSerializer(serializers.Serializer):
    """Everything there is to do."""

    results = ActivitySerializer(many=True)


class InvitationSerializer(serializers.Serializer):
    """The member's link, and how many came by it; empty for the house's own people."""

    link = serializers.CharField()
    joined = serializers.IntegerField()
    rewarded = serializers.IntegerField(help_text="So many of them kept a first order.")


class ActivitiesView(View):
    """What the member can do for points."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="List what brings points", responses=ActivitiesSerializer, examples=[SOME], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        """What there is to do, and how far the member is with it."""
        return self.tell(ActivitiesSerializer, {"results": activities.tasks(cast(User, request.user))})


class InvitationView(View):
    """The member's invitation."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="Read the invitation", responses=InvitationSerializer, examples=[MINE], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        """The link to send to a friend; it is made when it is first asked for."""
        member = cast(User, request.user)
        mine = referrals.invitation(user=member)
        link = absolute(reverse("invited", args=[mine.code])) if mine else ""
        came = referrals.brought(member)
        told = {"link": link, "joined": came.joined, "rewarded": came.rewarded}
        return self.tell(InvitationSerializer, told)


urlpatterns = [
    path("me/activities/", ActivitiesView.as_view(), name="api-me-activities"),
    path("me/invitation/", InvitationView.as_view(), name="api-me-invitation"),
]
