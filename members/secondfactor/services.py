"""The staff's second factor: who needs it, how it is set up, asked for, and taken away.

Whoever may do more than a clerk proves who they are twice. Digits of the app enter once: their step must
be later than the last one taken, in one UPDATE. A recovery code is struck out under a lock. Five guesses
at once, forty a day, counted before they are compared. The session is marked with the factor it passed, so
that a reset asks again.
"""

import base64
import secrets
from datetime import timedelta
from functools import cache
from typing import Any

import pyotp
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from members.accounts.models import User
from members.devices import services as devices
from members.passkeys import services as passkeys
from members.secondfactor.models import Authenticator, TooOften, WrongDigits
from members.staff.roles import CLERKS
from minishop import clock, events, limits
from minishop.brand import services as brands

PASSED = "second_factor"  # the session's mark: whose, and of which epoch
STEP, WINDOW = 30, 1
CODES = 10
QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)


def is_asked_of(user: User) -> bool:
    """Whether the person must prove who they are twice: staff who may do more than a clerk."""
    return settings.STAFF_SECOND_FACTOR and may_have(user)


def may_have(user: User) -> bool:
    """Whether the person is of those who are asked for one, whether or not this shop asks."""
    return user.is_staff and _exceeds_a_clerk(user)


def is_passed(request: HttpRequest, user: User) -> bool:
    """Whether this session has given it, since it was last reset."""
    return constant_time_compare(str(request.session.get(PASSED, "")), _mark(user))


def is_missing(request: HttpRequest, user: Any) -> bool:
    """Whether the visitor is known by a password alone where that is not enough."""
    if not user.is_authenticated or not user.is_staff:
        return False
    return not is_passed(request, user) and is_asked_of(user)


def has_any(user: User) -> bool:
    """Whether there is something to ask for: an app or a passkey."""
    return Authenticator.objects.filter(user=user).exists() or user.passkeys.exists()


def new_seed() -> str:
    """What a secret can be made of."""
    return secrets.token_urlsafe(24)


def secret_of(seed: str) -> str:
    """The secret as apps take it: base32, 160 bits."""
    digest = salted_hmac("members.secondfactor.secret", seed, algorithm="sha256").digest()
    return base64.b32encode(digest[:20]).decode()


def address_of(user: User, seed: str) -> str:
    """The address that apps read from a QR code."""
    app, shop = pyotp.TOTP(secret_of(seed)), brands.current().called
    return app.provisioning_uri(name=user.email or str(user), issuer_name=shop)


def set_up(request: HttpRequest, user: User, *, seed: str, digits: str) -> list[str]:
    """The app is the person's factor, in place of any before, and passed; answers the recovery codes.

    Raises:
        WrongDigits: the app shows others.
        TooOften: wrong ones were typed too often.
    """
    _take_guess(user)
    step = _step_of(seed, digits)
    if step is None:
        raise WrongDigits
    codes = [_recovery_code() for _ in range(CODES)]
    facts = {"secret": seed, "last_step": step, "recovery": [_digest(user, code) for code in codes]}
    with transaction.atomic():
        Authenticator.objects.update_or_create(user=user, defaults={**facts, "confirmed_at": Now()})
        events.emit("staff.second_factor_set", subject=user, actor=user)
    _pass(request, user)
    return codes


def give(request: HttpRequest, user: User, *, typed: str) -> None:
    """The session has passed: by the app's digits, or by a recovery code that is used up.

    Raises:
        WrongDigits: it is neither.
        TooOften: wrong ones were typed too often.
    """
    _take_guess(user)
    own = Authenticator.objects.filter(user=user).first()
    if own is None:
        raise WrongDigits
    digits = "".join(sign for sign in typed if sign.isalnum()).lower()
    step = _step_of(own.secret, digits) if len(digits) == 6 else None
    taken = _take_step(own, step) if step is not None else _strike_out(own, _digest(user, digits))
    if not taken:
        raise WrongDigits
    _pass(request, user)


def give_passkey(request: HttpRequest, user: User, *, text: str) -> None:
    """The session has passed: by one of the person's passkeys.

    Raises:
        BadPasskey: it is none of theirs.
    """
    passkeys.prove(request, user, text=text)
    _pass(request, user)


def reset(*, user: User, actor: User | None = None) -> None:
    """The person has no second factor, sets one up when next here, and no session is open meanwhile."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        Authenticator.objects.filter(user=user).delete()
        passkeys.remove_all(user)
        events.emit("staff.second_factor_reset", subject=user, actor=actor)
    devices.end_of(user.pk)


def codes_left(user: User) -> int:
    own = Authenticator.objects.filter(user=user).first()
    return len(own.recovery) if own else 0


def _pass(request: HttpRequest, user: User) -> None:
    request.session.cycle_key()
    request.session[PASSED] = _mark(user)


def _mark(user: User) -> str:
    return f"{user.pk}:{user.session_epoch}"


@cache
def _of_a_clerk() -> frozenset[str]:
    return frozenset(CLERKS.rights())


def _exceeds_a_clerk(user: User) -> bool:
    return user.is_superuser or not user.get_all_permissions() <= _of_a_clerk()


def _take_guess(user: User) -> None:
    """One guess is used up, whether it is right or wrong."""
    key = _digest(user, "guess")
    few = limits.take("second-factor", key, most=5, per=QUARTER)
    if not few or not limits.take("second-factor.day", key, most=40, per=DAY):
        raise TooOften


def _step_of(seed: str, digits: str) -> int | None:
    """The step whose digits these are: this one, or a neighbour for clocks that differ."""
    app, now = pyotp.TOTP(secret_of(seed)), int(clock.now().timestamp()) // STEP
    steps = range(now - WINDOW, now + WINDOW + 1)
    fits = [step for step in steps if constant_time_compare(app.generate_otp(step), digits)]
    return fits[-1] if fits else None


def _take_step(own: Authenticator, step: int) -> bool:
    """The digits of the step are used by this call and no other."""
    return Authenticator.objects.filter(pk=own.pk, last_step__lt=step).update(last_step=step) == 1


def _strike_out(own: Authenticator, digest: str) -> bool:
    """The recovery code is used up by this call and no other."""
    with transaction.atomic():
        held = _locked(own)
        if digest not in held.recovery:
            return False
        held.recovery = [one for one in held.recovery if one != digest]
        held.save(update_fields=["recovery"])
        events.emit("staff.recovery_code_used", subject=held.user, actor=held.user, left=len(held.recovery))
    return True


def _locked(own: Authenticator) -> Authenticator:
    return Authenticator.objects.select_for_update().get(pk=own.pk)


def _recovery_code() -> str:
    """Eight signs nobody mistakes for one another; 40 bits."""
    text = "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


def _digest(user: User, text: str) -> str:
    plain = text.replace("-", "")
    return salted_hmac("members.secondfactor", f"{user.pk} {plain}", algorithm="sha256").hexdigest()
