"""Takes from an allowance: `most` at once, then one each `per / most`, by the database's clock."""

import ipaddress
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from minishop.limits.models import Allowance

TAKE = """
INSERT INTO minishop_allowance AS kept (scope, key, full_at)
VALUES (%(scope)s, %(key)s, now() + make_interval(secs => %(step)s))
ON CONFLICT (scope, key) DO UPDATE
SET full_at = greatest(kept.full_at, now()) + make_interval(secs => %(step)s)
WHERE greatest(kept.full_at, now()) + make_interval(secs => %(step)s)
   <= now() + make_interval(secs => %(per)s)
RETURNING 1
"""


def take(scope: str, key: str, *, most: int, per: timedelta) -> bool:
    """Whether this one was still allowed; a refusal uses nothing up.

    One statement, so that any number at once take no more than there is.
    """
    with connection.cursor() as cursor:
        seconds = per.total_seconds()
        cursor.execute(TAKE, {"scope": scope, "key": key, "step": seconds / most, "per": seconds})
        return cursor.fetchone() is not None


def forget() -> int:
    """Rows whose allowance is whole again are gone; how many there were."""
    return Allowance.objects.filter(full_at__lt=Now()).delete()[0]


def asker(address: str) -> str:
    """What stands for the household of a network address where it is counted: nobody reads it back."""
    return salted_hmac("minishop.limits.asker", household(address), algorithm="sha256").hexdigest()


def household(address: str) -> str:
    """The network address a limit counts by: an IPv6 visitor owns a whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)
