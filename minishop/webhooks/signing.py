"""How a message proves who speaks, as Standard Webhooks 1.0.0 has it; pure.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
#: The specification asks for 24 to 64.
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def new_key() -> str:
    """An id for one message; without a full stop, which parts what is signed."""
    return f"msg_{secrets.token_urlsafe(20)}"


def signature(secret: str, key: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body`."""
    known = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{key}.{timestamp}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(known, signed, hashlib.sha256).digest()).decode()}"


def headers(secrets: Iterable[str], key: str, timestamp: int, body: bytes) -> dict[str, str]:
    """What goes with the body; each secret signs, so that a receiver may change from one to the other."""
    return {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, key, timestamp, body) for secret in secrets),
    }
