"""Where a visit comes from, and what may be kept of the answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponse]


class TrueAddress:
    """`REMOTE_ADDR` is the visitor's own, as told by the proxies we trust and nobody further out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proxies = settings.TRUSTED_PROXIES
        told = request.headers.get("X-Forwarded-For", "").split(",")
        if proxies and len(told) >= proxies and told[-proxies].strip():
            request.META["REMOTE_ADDR"] = told[-proxies].strip()
        return self.get_response(request)


class PrivatePages:
    """A page made for one person is kept by nobody: not by a proxy, not by Back after signing out.

    A guest's page (a bag, say) may be kept by his own browser, which asks again before using it, unless
    it says what just happened: that is for once.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = getattr(request, "session", None)
        if session is None or response.has_header("Cache-Control"):
            return response
        if _says_something(request) or (session.accessed and "_auth_user_id" in session):
            patch_cache_control(response, private=True, no_store=True)
        elif session.accessed:
            patch_cache_control(response, private=True, no_cache=True)
        return response


def _says_something(request: HttpRequest) -> bool:
    told = getattr(request, "_messages", None)
    return told is not None and told.used and len(told) > 0


class Audience:
    """`request.audience` holds the codes of what the visitor belongs to; nobody belongs to anything yet.

    It is opaque to the catalogue, which shows what is meant for a code to those who have it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.audience = frozenset()  # type: ignore[attr-defined]
        return self.get_response(request)
