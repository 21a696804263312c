"""The sandbox's notifications as bytes: signed, dated, numbered, and checked as a stranger's would be.

Signature: HMAC-SHA256 over `timestamp.body`, as Stripe signs; key and merchant are this shop's own.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from django.utils.crypto import salted_hmac

from payments.gateways.base import TOLERANCE, Notice, Refused

MERCHANT = "rehearsal-merchant"


def key() -> bytes:
    """The secret shared by the shop and its sandbox, derived from the shop's own."""
    return salted_hmac("payments.gateways.sandbox", MERCHANT, algorithm="sha256").digest()


def sign(body: bytes, timestamp: int) -> dict[str, str]:
    """The headers that go with these very bytes."""
    digest = hmac.new(key(), b"%d." % timestamp + body, hashlib.sha256).hexdigest()
    return {"sandbox-timestamp": str(timestamp), "sandbox-signature": digest}


def pack(event_id: str, kind: str, facts: Mapping[str, Any]) -> bytes:
    told = {"id": event_id, "merchant": MERCHANT, "type": kind, "data": dict(facts)}
    return json.dumps(told, separators=(",", ":")).encode()


def verify(headers: Mapping[str, str], body: bytes, now: float) -> Notice:
    """The notification is signed by the sandbox, fresh, and meant for this shop.

    Raises:
        Refused: the message says which of these it is not.
    """
    stamp, signature = headers.get("sandbox-timestamp", ""), headers.get("sandbox-signature", "")
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12 or not signature.isascii():
        raise Refused("unsigned")
    if not hmac.compare_digest(sign(body, int(stamp))["sandbox-signature"], signature):
        raise Refused("wrong signature")
    if abs(now - int(stamp)) > TOLERANCE:
        raise Refused("too old")
    return _notice(body)


def _notice(body: bytes) -> Notice:
    try:
        told = json.loads(body)
        event_id, merchant = str(told["id"])[:120], told["merchant"]
        payload = {"type": told["type"], "data": told["data"]}
    except (ValueError, KeyError, TypeError):
        raise Refused("unreadable") from None
    if merchant != MERCHANT:
        raise Refused("another merchant's")
    return Notice(event_id=event_id, payload=payload)
