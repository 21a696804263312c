"""Leads from old addresses to new ones, only where there would be nothing otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from catalog.redirects.models import Redirect


class MovedAddresses:
    """A page that is not found, but moved, answers where it is now; the query goes along.

    Browsers ask again each time, so that an address may come back to life.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        to = Redirect.objects.target(request.path)
        if to is None:
            return response
        answer = HttpResponsePermanentRedirect(_with_query(to, request.META.get("QUERY_STRING", "")))
        answer["Cache-Control"] = "no-cache"
        return answer


def _with_query(to: str, query: str) -> str:
    address, mark, anchor = to.partition("#")
    if query:
        address += f"{'&' if '?' in address else '?'}{query}"
    return f"{address}{mark}{anchor}"
