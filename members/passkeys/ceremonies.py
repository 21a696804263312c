"""What a passkey must answer: a challenge made for one purpose, good once and for five minutes.

Challenges lie in the session, a few at a time so that a second tab spoils nothing. That one is good once
is kept in Postgres besides, for two answers that arrive at the same moment.
"""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import AuthenticatorTransport

from members.passkeys.models import BadPasskey
from minishop import clock, limits

KEPT = "passkeys"  # the session's challenges: {challenge: [purpose, until]}
SIGN_IN, REGISTER, SECOND = "sign-in", "register", "second"
LIFETIME = timedelta(minutes=5)
AT_ONCE = 4
LONGEST = 16_000
#: A credential's name in base64url; WebAuthn allows 1023 bytes.
NAME = re.compile(r"[A-Za-z0-9_-]{1,1364}")
WAYS = [way.value for way in AuthenticatorTransport]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser sent, and the challenge of ours that it answers."""

    told: dict[str, Any]
    challenge: bytes

    @property
    def credential(self) -> str:
        return str(self.told["id"])

    @property
    def handle(self) -> str:
        return str(self.told["response"].get("userHandle") or "").rstrip("=")

    @property
    def transports(self) -> list[str]:
        told = self.told["response"].get("transports")
        return [one for one in told[:8] if one in WAYS] if isinstance(told, list) else []


def rp_id() -> str:
    """The name passkeys are made for: the host customers type."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def origin() -> str:
    """The one origin whose pages may ask for them."""
    address = urlsplit(settings.PUBLIC_URL)
    return f"{address.scheme}://{address.netloc}"


def challenge(request: HttpRequest, purpose: str) -> bytes:
    """A fresh challenge, remembered by the session for this purpose."""
    fresh = secrets.token_bytes(32)
    kept = dict(list(request.session.get(KEPT, {}).items())[1 - AT_ONCE :])
    until = clock.now().timestamp() + LIFETIME.total_seconds()
    request.session[KEPT] = {**kept, bytes_to_base64url(fresh): [purpose, until]}
    return fresh


def answered(request: HttpRequest, purpose: str, text: str) -> Answer:
    """The browser's answer to a challenge of this session, which is used up by it.

    Raises:
        BadPasskey: it is no answer, or to no challenge that stands.
    """
    told, name = _read(text)
    kept = request.session.get(KEPT, {})
    meant, until = kept.pop(name, ("", 0))
    request.session[KEPT] = kept
    if meant != purpose or until < clock.now().timestamp() or not _use(name):
        raise BadPasskey
    return Answer(told, base64url_to_bytes(name))


def _use(name: str) -> bool:
    """The challenge is used by this call and no other."""
    return limits.take("webauthn.challenge", name, most=1, per=2 * LIFETIME)


def _read(text: str) -> tuple[dict[str, Any], str]:
    if len(text) > LONGEST:
        raise BadPasskey
    try:
        told = json.loads(text)
        said = json.loads(base64url_to_bytes(told["response"]["clientDataJSON"]))
        name = said["challenge"]
        if not NAME.fullmatch(told["id"]) or not isinstance(name, str):
            raise BadPasskey
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadPasskey from None
    return told, name
