"""The shop's own key for push (VAPID, RFC 8292): a private number of the P-256 curve, base64url.

Standard library alone, for settings make the first key themselves.
"""

import base64
import secrets

#: How many points the curve has (FIPS 186-4, D.1.2.3); a private key is a number below it.
POINTS = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def new() -> str:
    """A private key nobody had before."""
    return encoded((secrets.randbelow(POINTS - 1) + 1).to_bytes(32, "big"))


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of base64url with or without its padding.

    Raises:
        ValueError: it is none.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
