"""Gateways by code, from the dotted paths of `settings.PAYMENT_GATEWAYS`.

No gateway is ever called inside a transaction: a lock would be held for as long as a stranger takes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from django.conf import settings

from minishop import outside
from payments.gateways.base import Gateway, Misconfigured

#: What reads a notification that was brought here, and asks nobody.
NO_NETWORK = ("verify", "read", "problems")


class NoSuchGateway(Misconfigured, LookupError):
    """No enabled gateway has this code; what was begun through it waits until it is enabled again."""


def enabled() -> Mapping[str, Gateway]:
    """The gateways of this environment by code, in the order of the settings."""
    return _load(tuple(settings.PAYMENT_GATEWAYS))


def get(code: str) -> Gateway:
    try:
        return enabled()[code]
    except KeyError:
        raise NoSuchGateway(code) from None


@lru_cache(maxsize=8)
def _load(paths: tuple[str, ...]) -> Mapping[str, Gateway]:
    loaded = [cast(Gateway, outside.loaded(path, free=NO_NETWORK)) for path in paths]
    return {gateway.code: gateway for gateway in loaded}
