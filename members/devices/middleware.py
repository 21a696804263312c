"""Notes that a session is in use, on pages that looked at it anyway, and that staff came in by password."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.devices import services as devices
from members.devices.models import Device


class Seen:
    """A page that knew its visitor touches the visitor's device; a page for anybody costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = request.session.accessed and hasattr(request, "_cached_user")
        if not (known and SESSION_KEY in request.session and request.user.is_authenticated):
            return response
        if request.method == "POST" and request.path == reverse("admin:login"):
            devices.remember(request, user=request.user, way=Device.Way.PASSWORD)
        else:
            devices.seen(request)
        return response
