"""What a receiver does with a message, written from Standard Webhooks 1.0.0 and from nothing of ours."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

TOLERANCE = 5 * 60


class Forged(Exception):
    pass


def verified(secret: str, headers: dict[str, str], body: bytes) -> Any:
    """The message, if one of its signatures is by the secret and its time is about now."""
    sent_at = int(headers["webhook-timestamp"])
    if abs(time.time() - sent_at) > TOLERANCE:
        raise Forged("time")
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    assert 24 <= len(key) <= 64
    signed = b".".join([headers["webhook-id"].encode(), str(sent_at).encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    for one in headers["webhook-signature"].split(" "):
        version, _, signature = one.partition(",")
        if version == "v1" and hmac.compare_digest(signature, expected):
            return json.loads(body)
    raise Forged("signature")
