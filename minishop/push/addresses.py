"""A browser's push address as it tells it, checked before anything is kept or sent there."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.conf import settings

from minishop import outbound
from minishop.push import keys

LONGEST = 1000


class BadAddress(ValueError):
    """None that a browser's push service gives out."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to post, and the keys that only the browser can read with (RFC 8291)."""

    endpoint: str
    p256dh: str
    auth: str


def read(told: Mapping[str, str]) -> Address:
    """The address in a browser's words.

    Raises:
        BadAddress: not https, too long, or its keys are none.
    """
    address = Address(told.get("endpoint", ""), told.get("p256dh", ""), told.get("auth", ""))
    try:
        outbound.checked(address.endpoint, allow=settings.FETCH_ALLOW)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), keys.decoded(address.p256dh))
        fits = len(address.endpoint) <= LONGEST and len(keys.decoded(address.auth)) == 16
    except (outbound.NotSent, ValueError) as flaw:
        raise BadAddress from flaw
    if not fits or len(address.p256dh) > 100 or len(address.auth) > 40:
        raise BadAddress
    return address
