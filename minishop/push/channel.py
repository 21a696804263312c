"""Web push: what is written is sealed for one browser (RFC 8291) and left with its push service (RFC 8030).

The service sees neither words nor keys. It holds a message for a day; a newer one that leads to the same
place takes the place of an older one that was not shown yet.
"""

import hashlib
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.conf import settings
from django.db.models.functions import Now

from minishop import outbound
from minishop.notify.channels.base import Busy, Letter, Undeliverable
from minishop.push import keys, signing
from minishop.push.models import Subscription

HELD = 24 * 3600
SECONDS = 10.0
#: Services take four kilobytes of cipher; words are cut so that it is never more than three.
TITLE, BODY = 120, 400
GONE = (404, 410)
SOON = 60.0


class Push:
    """Leaves a letter with the push service of the browser whose row its address names."""

    def send(self, letter: Letter) -> None:
        row = Subscription.objects.filter(pk=letter.address).first() if letter.address.isdigit() else None
        if row is None or not settings.VAPID_PRIVATE_KEY:
            raise Undeliverable("nobody listens there")
        try:
            answer = outbound.post(
                row.endpoint,
                sealed(row, told(letter)),
                headers=headers(row.endpoint, letter),
                seconds=SECONDS,
                allow=settings.FETCH_ALLOW,
            )
        except outbound.NotSent as problem:
            if problem.reason == "address":
                raise Undeliverable("no address of a push service") from problem
            raise
        _heed(answer, row)


def told(letter: Letter) -> bytes:
    """What the browser's worker reads."""
    words = {
        "key": letter.key,
        "title": letter.subject[:TITLE],
        "body": letter.body[:BODY],
        "url": letter.link,
        "lang": letter.language,
        "tag": topic(letter.link),
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def sealed(row: Subscription, text: bytes) -> bytes:
    """The text for that browser's eyes alone, under a key made for this one message."""
    return bytes(
        http_ece.encrypt(
            text,
            private_key=generate_private_key(SECP256R1()),
            dh=keys.decoded(row.p256dh),
            auth_secret=keys.decoded(row.auth),
            version="aes128gcm",
        )
    )


def headers(endpoint: str, letter: Letter) -> dict[str, str]:
    return {
        "Authorization": signing.authorization(endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(HELD),
        "Urgency": letter.urgency,
        "Topic": topic(letter.link),
    }


def topic(link: str) -> str:
    """A name for what the link leads to, in the 32 letters a topic may have."""
    return keys.encoded(hashlib.sha256(link.encode()).digest()[:24])


def _heed(answer: outbound.Answer, row: Subscription) -> None:
    """The browser was reached, or is gone for good, or the service wants to be asked later."""
    if answer.is_taken:
        Subscription.objects.filter(pk=row.pk).update(used_at=Now())
    elif answer.status in GONE:
        Subscription.objects.filter(pk=row.pk, endpoint=row.endpoint).delete()
        raise Undeliverable("the browser no longer listens")
    elif answer.status == 429 or answer.status >= 500:
        raise Busy(_after(answer.headers.get("retry-after", "")))
    else:
        raise Undeliverable(f"the push service answered {answer.status}")


def _after(told: str) -> float:
    """Seconds until we may ask again: said as seconds or as a moment, or a minute where nothing is said."""
    if told.isdigit():
        return float(told[:6])
    try:
        return (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return SOON
