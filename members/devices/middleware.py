"""Notes that a session is in use, on pages that looked at it anyway."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from members.devices import services as devices


class Seen:
    """A page that knew its visitor touches the visitor's device; a page for anybody costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = request.session.accessed and hasattr(request, "_cached_user")
        if known and SESSION_KEY in request.session and request.user.is_authenticated:
            devices.seen(request)
        return response
