"""Where the member is signed in, as JSON, and how to end it."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.devices import agents
from members.devices import services as devices
from members.devices.models import Device
from minishop.api.fields import Moment
from minishop.api.scopes import Needs
from minishop.api.views import View, no_content

TOLD = {
    "id": 7, "name": "Safari on iPhone", "way": "passkey", "is_current": True,
    "signed_in_at": "2026-11-20T02:00:00Z", "seen_at": "2026-11-22T02:00:00Z",
}  # fmt: skip
A_DEVICE = OpenApiExample("One phone", {"results": [TOLD]}, response_only=True)


class DeviceSerializer(serializers.Serializer):
    """One signed-in browser."""

    id = serializers.IntegerField()
    name = serializers.SerializerMethodField(help_text="The browser and what it runs on, as far as known.")
    way = serializers.ChoiceField(Device.Way.choices, help_text="How its person came in.")
    is_current = serializers.SerializerMethodField(help_text="It is the one that asks; never so of a token.")
    signed_in_at = Moment()
    seen_at = Moment(help_text="In use until then, to within five minutes.")

    def get_name(self, device: Device) -> str:
        return str(agents.read(device.agent))

    def get_is_current(self, device: Device) -> bool:
        return bool(device.session_key == self.context["here"])


class DevicesSerializer(serializers.Serializer):
    results = DeviceSerializer(many=True)


class EndedSerializer(serializers.Serializer):
    ended = serializers.IntegerField(help_text="So many others were signed out.")


class DevicesView(View):
    """Where the member is signed in."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(summary="List devices", responses=DevicesSerializer, examples=[A_DEVICE])
    def get(self, request: Request) -> Response:
        """Where the member is signed in, the latest first."""
        return self.tell(DevicesSerializer, {"results": devices.of(request.user)})

    def get_serializer_context(self) -> dict[str, Any]:
        """With the session that asks; a token has none, whatever cookie comes with it."""
        by_session = self.request.auth is None
        here = self.request._request.session.session_key if by_session else None
        return {**super().get_serializer_context(), "here": here}


class DeviceView(View):
    """One device of the member's."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(summary="Sign a device out", responses={204: None})
    def delete(self, request: Request, pk: int) -> Any:
        """The device is signed out."""
        if not devices.end(user=request.user, device_id=pk):
            raise Http404
        return no_content()


class SignOutOthersView(View):
    """Every device but the one that asks."""

    permission_classes = (Needs("account:read", "account:write", tokens=False),)

    @extend_schema(summary="Sign all other devices out", request=None, responses=EndedSerializer)
    def post(self, request: Request) -> Response:
        """The member is signed in on this device and on no other; for a session, which a token has not."""
        ended = devices.end_others(request._request, user=request.user)
        return self.tell(EndedSerializer, {"ended": ended})


urlpatterns = [
    path("me/devices/", DevicesView.as_view(), name="api-devices"),
    path("me/devices/<int:pk>/", DeviceView.as_view(), name="api-device"),
    path("me/devices/sign-out-others/", SignOutOthersView.as_view(), name="api-devices-sign-out-others"),
]
