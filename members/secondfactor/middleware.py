"""A password alone opens nothing: staff who need a second factor are nobody until they gave it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from members.secondfactor import services as second

DOORS = ("/admin/", "/staff/")
#: What must be reachable to give it, or to go away.
OPEN = ("/staff/second-factor/", "/admin/login/", "/admin/logout/")


class SecondFactor:
    """Staff's own pages lead to the question first; everywhere else the visitor is a guest until then.

    Stands right after (inside) the authentication. Who the visitor is stays unasked on pages that do not
    ask it themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN):
            return self.get_response(request)
        if not request.path.startswith(DOORS):
            known = request.user
            request.user = SimpleLazyObject(lambda: _proven(request, known))  # type: ignore[assignment]
        elif second.is_missing(request, request.user):
            told = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
            return HttpResponseRedirect(reverse("second-factor") + told)
        return self.get_response(request)


def _proven(request: HttpRequest, known: Any) -> Any:
    """Whoever the session knows, or nobody while the second factor is missing."""
    return AnonymousUser() if second.is_missing(request, known) else known
