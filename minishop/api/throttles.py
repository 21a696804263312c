"""How often the API may be asked: by token's owner, by person, else by household address.

Reads are counted in the cache, which forgives: a dead one stops nobody. What changes something is counted
in Postgres, so that it holds when the cache is dead.
"""

from datetime import timedelta
from math import ceil
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from minishop import limits

SAFE = ("GET", "HEAD", "OPTIONS")


class Throttle(BaseThrottle):
    """The limit named by the method, or by `limit` of the view: (requests, seconds) in `API_LIMITS`."""

    wait_seconds: float = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        name = "read" if request.method in SAFE else getattr(view, "limit", "write")
        most, seconds = settings.API_LIMITS[name]
        told = {"RateLimit-Policy": f'"{name}";q={most};w={seconds}'}
        if name == "read":
            left, wait = _left(who(request), most, seconds)
            told |= {"RateLimit": f'"{name}";r={max(left, 0)};t={wait}'}
            self.wait_seconds, allowed = wait, left >= 0
        else:
            per = timedelta(seconds=seconds)
            allowed = limits.take(f"api.{name}", who(request), most=most, per=per)
            self.wait_seconds = ceil(seconds / most)
        view.rate_limit = told
        return allowed

    def wait(self) -> float:
        return self.wait_seconds


def who(request: Request) -> str:
    """Whoever is known counts as one, wherever they ask from."""
    if request.user and request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return limits.asker(request.META["REMOTE_ADDR"])


def _left(key: str, most: int, seconds: int) -> tuple[int, int]:
    """How many are left in this window, and when the next begins."""
    window, into = divmod(int(time()), seconds)
    name = f"api:read:{key}:{window}"
    cache.add(name, 0, seconds)
    try:
        asked = cache.incr(name)
    except ValueError:
        asked = 1  # nobody counts
    return most - asked, seconds - into
