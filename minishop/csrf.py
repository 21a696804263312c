"""Forms are accepted from our own pages, told by the browser's own word, without a cookie on first visit."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware


class SameOriginCsrf(CsrfViewMiddleware):
    """A request that proves it comes from our own page needs no token; any other needs one as always.

    Browsers write `Origin` (and `Sec-Fetch-Site`) themselves and no page can forge them. The token's cookie
    is set only for visitors who carry a session, so that looking around leaves no cookie behind.
    """

    def process_view(
        self, request: HttpRequest, callback: Any, args: Any, kwargs: Any
    ) -> HttpResponseForbidden | None:
        if request.method == "POST" and comes_from_us(request):
            return self._accept(request)  # type: ignore[attr-defined]
        return super().process_view(request, callback, args, kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if self._may_set_cookie(request):
            return super().process_response(request, response)
        return response

    def _may_set_cookie(self, request: HttpRequest) -> bool:
        session = getattr(request, "session", None)
        known = session is not None and (session.session_key or session.modified)
        return bool(known) or request.path.startswith(("/admin/", "/staff/"))


def comes_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that the request was made by a page of this very origin."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site == "same-origin"
    address = urlsplit(origin)
    return address.scheme == request.scheme and address.netloc == request.get_host()
