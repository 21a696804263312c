"""Members' pages, and what someone was doing when it turned out that they are not signed in.

A form that meets no session, or one that must prove itself anew, is kept in the session for a quarter of an
hour: where it goes, and its fields, never what is secret, never files. Afterwards one page repeats it by one
tap, as an ordinary form of this shop.
"""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse

KEPT = "interrupted"
SECONDS = 15 * 60
LARGEST = 64 * 1024
SECRETS = ("password", "repeated", "code", "secret", "token", "answer", "csrfmiddlewaretoken")

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def signed_in(view: View[Rest]) -> View[Rest]:
    """Members only: whoever is not signed in is asked in, and comes back to what they were doing."""

    @wraps(view)
    def asked_in(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return away(request, "sign-in")

    return asked_in


def away(request: HttpRequest, door: str) -> HttpResponse:
    """To the door of this name, and from there back here, or to the page that repeats what was sent."""
    back = request.get_full_path()
    if request.method == "POST":
        back = reverse("resume") if keep(request) else "/"
    return HttpResponseRedirect(f"{resolve_url(door)}?{urlencode({'next': back}, safe='/')}")


def keep(request: HttpRequest) -> bool:
    """What was sent is kept in the visitor's session, unless it holds files, too much, or a secret."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if request.FILES or size > LARGEST or any(is_secret(name) for name in fields):
        return False
    request.session[KEPT] = {"path": request.get_full_path(), "fields": fields, "at": int(time())}
    return True


def is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRETS)


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What was interrupted, while it is worth going on with."""
    found = request.session.get(KEPT)
    if not found or time() - found["at"] > SECONDS:
        return None
    pairs = [(name, value) for name, values in found["fields"].items() for value in values]
    return {"path": found["path"], "pairs": pairs}


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
