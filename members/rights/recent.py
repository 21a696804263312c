"""Whether somebody signed in just now: what can't be undone is not done from a phone left on a table."""

from time import time

from django.http import HttpRequest

from members.accounts.services import SIGNED_IN

SECONDS = 600


def is_recent(request: HttpRequest) -> bool:
    """Signed in ten minutes ago at most."""
    told = request.session.get(SIGNED_IN)
    return bool(told) and 0 <= time() - told["at"] <= SECONDS
