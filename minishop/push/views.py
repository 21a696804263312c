"""What a page's script and the worker tell the shop of a browser's push address.

Who knows an address has been told it by the browser itself; it is as good as a password and never in a URL.
"""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from minishop import limits
from minishop.push import addresses, signing, subjects
from minishop.push import services as push

HOUR = timedelta(hours=1)


@never_cache
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """This browser is told: of the order it sees, or of all its member's."""
    subject = subjects.seen(request, request.POST.get("about", ""))
    user = _member(request)
    if not signing.public_key() or not (subject or user):
        raise Http404
    if not limits.take("push.subscribe", limits.asker(request.META["REMOTE_ADDR"]), most=30, per=HOUR):
        return JsonResponse({"on": False}, status=429)
    try:
        address = addresses.read(request.POST)
    except addresses.BadAddress:
        return JsonResponse({"on": False}, status=400)
    push.subscribe(address=address, user=user, subject=subject, **_browser(request))
    return JsonResponse({"on": True}, status=201)


@never_cache
@require_POST
def state(request: HttpRequest) -> HttpResponse:
    """Whether this browser is told of what the page is about."""
    subject = subjects.seen(request, request.POST.get("about", ""))
    endpoint = _told(request, "endpoint")
    return JsonResponse({"on": push.knows(endpoint=endpoint, user=_member(request), subject=subject)})


@never_cache
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """The browser has another address than before."""
    try:
        address = addresses.read(request.POST)
    except addresses.BadAddress:
        return JsonResponse({"on": False}, status=400)
    return JsonResponse({"on": push.renew(old=_told(request, "old"), address=address)})


@never_cache
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """This browser is told no more."""
    subject = subjects.seen(request, request.POST.get("about", ""))
    push.end(endpoint=_told(request, "endpoint"), subject=subject)
    return JsonResponse({"on": False})


def _member(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


def _told(request: HttpRequest, name: str) -> str:
    """The address under that name as a column can hold it."""
    return request.POST.get(name, "").replace("\0", "")


def _browser(request: HttpRequest) -> dict[str, str]:
    return {
        "session_key": request.session.session_key or "",
        "language": get_language() or "",
        "agent": request.headers.get("User-Agent", ""),
    }
