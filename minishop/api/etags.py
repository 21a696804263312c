"""What was read is named by an ETag: reading it again costs nothing, and changing it can insist on it."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from minishop.api import problems

PERSONAL = ("Authorization", "Cookie", "Accept-Language")


def of(data: Any) -> str:
    """The name of what a GET answers with this data."""
    return _name(JSONRenderer().render(data))


def must_match(request: Request, tag: str) -> None:
    """Returns when the caller named no state, or this one; call it where nobody else can change it.

    Raises:
        Problem: it has changed since it was read.
    """
    named = request.headers.get("If-Match", "").strip()
    if not named or named == "*":
        return
    if tag not in [_strong(each) for each in parse_etags(named)]:
        raise problems.Problem(problems.CHANGED, headers={"ETag": tag})


def finish(request: Request, response: Response, *, public_seconds: int | None) -> HttpResponse:
    """The answer says who may keep it and what it is called; 304 where the caller has it already.

    `public_seconds` is for what everyone is told alike; without it nobody keeps it but the caller.
    """
    if public_seconds is not None and response.status_code < 400:
        patch_vary_headers(response, ("Accept-Language",))
        patch_cache_control(response, public=True, max_age=public_seconds)
    elif not response.has_header("Cache-Control"):
        patch_vary_headers(response, PERSONAL)
        patch_cache_control(response, private=True, no_store=True)
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return response
    response.render()
    response.headers.setdefault("ETag", _name(response.content))
    tag = response["ETag"]
    known = [_strong(each) for each in parse_etags(request.headers.get("If-None-Match", ""))]
    if known and (tag in known or "*" in known):
        return _unchanged(response)
    return response


def _unchanged(response: Response) -> HttpResponse:
    kept = ("ETag", "Cache-Control", "Vary", "Expires")
    return HttpResponse(status=304, headers={name: response[name] for name in kept if name in response})


def _name(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _strong(tag: str) -> str:
    """Compression on the way makes a tag weak; it names the same state."""
    return tag.removeprefix("W/")
