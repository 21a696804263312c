"""Who we are to a push service: the public key browsers subscribe with, and a signed word for each push.

VAPID (RFC 8292): a JWT over ES256 that names the service, when it ends, and where we can be written to.
"""

import time
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from minishop.push import keys

#: A day is the most a service takes; half of one leaves room for clocks that differ.
LASTS = 12 * 3600
LENGTH = 32


def public_key() -> str:
    """What browsers subscribe with; empty while the shop has no key, and then nobody is asked."""
    return public_of(settings.VAPID_PRIVATE_KEY) if settings.VAPID_PRIVATE_KEY else ""


@cache
def public_of(private: str) -> str:
    """The public half, as browsers want it."""
    point = _signer(private).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return keys.encoded(point)


def authorization(endpoint: str) -> str:
    """The header that tells the service of this address who sends."""
    place = urlsplit(endpoint)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int(time.time()) + LASTS,
        "sub": settings.PUBLIC_URL if settings.HTTPS else f"mailto:{settings.VAPID_CONTACT}",
    }
    return str(_signer(settings.VAPID_PRIVATE_KEY).sign(claims)["Authorization"])


@cache
def _signer(private: str) -> Vapid02:
    if len(keys.decoded(private)) != LENGTH:
        raise ValueError("no private number of the curve")
    return Vapid02.from_raw(private.encode())
