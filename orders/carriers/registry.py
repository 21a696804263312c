"""Carriers by code, from the dotted paths of `settings.CARRIERS`.

No carrier is ever called inside a transaction: a lock would be held for as long as a stranger takes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from django.conf import settings

from minishop import outside
from orders.carriers.base import Carrier, Misconfigured


class NoSuchCarrier(Misconfigured, LookupError):
    """No enabled carrier has this code; its parcels wait until it is enabled again."""


def enabled() -> Mapping[str, Carrier]:
    """The carriers of this environment by code, in the order of the settings."""
    return _load(tuple(settings.CARRIERS))


def get(code: str) -> Carrier:
    try:
        return enabled()[code]
    except KeyError:
        raise NoSuchCarrier(code) from None


def label(code: str) -> str:
    """How people read a carrier, also one that is no longer offered."""
    return str(enabled()[code].label) if code in enabled() else code


@lru_cache(maxsize=8)
def _load(paths: tuple[str, ...]) -> Mapping[str, Carrier]:
    loaded = [cast(Carrier, outside.loaded(path)) for path in paths]
    return {carrier.code: carrier for carrier in loaded}
