"""The invitation a visitor opened, kept in a signed cookie with the database's time of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from minishop import clock

NAME = "invited"
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opened:
    """A code, and when its link was opened."""

    code: str
    opened_at: datetime


def keep(response: HttpResponse, code: str) -> None:
    """The visitor's browser remembers the invitation; the latest one counts."""
    told = signing.dumps([code, clock.now().isoformat()], salt=NAME)
    seconds = int(KEPT.total_seconds())
    response.set_cookie(
        NAME, told, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def read(request: HttpRequest) -> Opened | None:
    """What is kept, unless it ran out or somebody else wrote it."""
    try:
        code, at = signing.loads(request.COOKIES.get(NAME, ""), salt=NAME, max_age=KEPT)
        return Opened(code, datetime.fromisoformat(at))
    except (signing.BadSignature, ValueError):
        return None
