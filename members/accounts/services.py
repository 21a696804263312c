"""Sign-in by one-time code.

A code is six digits, kept as a keyed hash, good for ten minutes, five guesses and one use. Each guess
is taken by a conditional UPDATE before it is compared, and the use by another, so that however many
arrive at once no sixth is compared and one alone enters. Limits live in Postgres. Known, unknown,
blocked and too frequent addresses get the same answer for the same work.
"""

import secrets
from datetime import timedelta
from time import time

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from members.accounts import addresses
from members.accounts.models import CODE_ATTEMPTS, CODE_LIFETIME, Closed, OneTimeCode, User, WrongCode
from members.devices import services as devices
from minishop import events, limits, notify
from minishop.push import services as push

BACKEND = "django.contrib.auth.backends.ModelBackend"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KEPT = timedelta(days=2)
PROVEN = "proven"  # the addresses this session has shown by a code to be its visitor's
SIGNED_IN = "signed_in"  # what the session remembers of the sign-in: the way and the time


def request_code(*, address: str, asker: str) -> None:
    """A new code is on its way to the address, if one may be sent there; the caller can't tell.

    `address` is clean, `asker` the network address it is asked from. Older codes stop working.
    """
    asker = _digest("asker", limits.household(asker))
    if not _may_ask(asker):
        return
    with transaction.atomic():
        allowed = _within_limits(_digest("address", address)) and may_enter(addresses.person_at(address))
        _send(address, asker)
        if not allowed:
            transaction.set_rollback(True)


def sign_in(request: HttpRequest, *, address: str, code: str) -> User:
    """The visitor is the person at the address, under a new session key; someone new has an account.

    Raises:
        WrongCode: whatever is wrong with it; the guess is counted.
    """
    user = _enter(_answered(address, code))
    enter(request, user, way="code")
    request.session[PROVEN] = [address]
    return user


def confirm(request: HttpRequest, *, user: User, code: str) -> None:
    """Whoever is signed in has just proven again who they are, by a code sent to an address of theirs.

    Raises:
        WrongCode: as `sign_in`.
    """
    prove(request, address=own_address(user), code=code)
    enter(request, user, way="code")


def own_address(user: User) -> str:
    """Where the person can be sent a code: the phone, else the e-mail; staff have a password, and no code."""
    return str(user.phone or user.email or "") if may_enter(user) else ""


def enter(request: HttpRequest, user: User, *, way: str) -> None:
    """The visitor is this person under a new session key; the session remembers by which way, and when."""
    before = request.session.session_key
    login(request, user, backend=BACKEND)
    request.session[SIGNED_IN] = {"way": way, "at": int(time())}
    devices.remember(request, user=user, way=way, before=before)


def may_enter(user: User | None) -> bool:
    """New people and active members; staff enter by the admin's own door, with a password."""
    return user is None or (user.is_active and not user.is_staff)


def sign_out(request: HttpRequest) -> None:
    """The session and all it held are gone; this browser is told nothing more."""
    push.unlink(request.session.session_key)
    devices.forget(request.session.session_key)
    logout(request)


@transaction.atomic
def rename(*, user: User, name: str, language: str) -> None:
    """How we address the person, and in which language we write."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    if name:
        events.emit("member.profile_told", subject=user, actor=user)


def hold(user: User) -> None:
    """Within the caller's transaction the account is open, and neither closed, joined nor erased meanwhile.

    Whoever hangs something on an account holds it first, before any other row.

    Raises:
        Closed: it is closed, or being erased.
    """
    row = User.objects.select_for_update(no_key=True).filter(pk=user.pk, is_active=True).first()
    if row is None:
        raise Closed


def unname(*, user: User) -> None:
    """The account, with those that were joined into it, is closed and nobody's; its number stays."""
    joined = [user.pk]
    while more := set(User.objects.filter(merged_into__in=joined).values_list("pk", flat=True)) - {*joined}:
        joined += more
    User.objects.filter(pk__in=joined).update(
        phone=None,
        email=None,
        name="",
        birthday=None,
        birthday_set_at=None,
        language="",
        last_login=None,
        password=make_password(None),
        is_active=False,
        is_known_elsewhere=False,
        erased_at=Coalesce("erased_at", Now()),
    )


def prove(request: HttpRequest, *, address: str, code: str) -> None:
    """The address is the visitor's, who knows the code sent there; the session remembers it.

    Raises:
        WrongCode: whatever is wrong with it; the guess is counted.
    """
    if not _use(_answered(address, code)):
        raise WrongCode
    request.session[PROVEN] = list({*request.session.get(PROVEN, []), address})


def forget_codes() -> int:
    """Codes older than two days are gone: they name addresses of people who may have no account."""
    return OneTimeCode.objects.filter(created_at__lt=Now() - KEPT).delete()[0]


def _digest(what: str, value: str) -> str:
    return salted_hmac(f"members.accounts.{what}", value, algorithm="sha256").hexdigest()


def _may_ask(asker: str) -> bool:
    """Twenty an hour and sixty a day for whoever asks, for all addresses together."""
    return limits.take("code.asker", asker, most=20, per=HOUR) and limits.take(
        "code.asker.day", asker, most=60, per=DAY
    )


def _within_limits(key: str) -> bool:
    """One a minute, five an hour, ten a day for an address; the shop's own cap for all together."""
    cap = settings.SIGN_IN_CODES_A_DAY
    return (
        limits.take("code.minute", key, most=1, per=MINUTE)
        and limits.take("code.hour", key, most=5, per=HOUR)
        and limits.take("code.day", key, most=10, per=DAY)
        and limits.take("code.shop", "all", most=cap, per=DAY)
    )


def _send(address: str, asker: str) -> None:
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = OneTimeCode.objects.create(
        address=address,
        digest=_digest("code", f"{address} {digits}"),
        asker=asker,
        expires_at=Now() + CODE_LIFETIME,
    )
    by_mail = addresses.is_email(address)
    notify.send(
        "sign-in-code",
        reference=f"code:{code.pk}",
        to=notify.Recipient(
            phone="" if by_mail else address,
            email=address if by_mail else "",
            language=get_language() or settings.LANGUAGE_CODE,
        ),
        context={"code": digits, "minutes": int(CODE_LIFETIME / MINUTE)},
    )


def _live(code: OneTimeCode) -> models.QuerySet[OneTimeCode]:
    return OneTimeCode.objects.filter(pk=code.pk, used_at=None, expires_at__gt=Now())


def _take_guess(code: OneTimeCode) -> bool:
    """One of the code's guesses is used up; false when none was left."""
    return _live(code).filter(attempts__lt=CODE_ATTEMPTS).update(attempts=F("attempts") + 1) == 1


def _answered(address: str, code: str) -> OneTimeCode:
    """The latest code sent to the address, if this is it; the guess is counted before it is compared."""
    latest = OneTimeCode.objects.filter(address=address).order_by("-id").first()
    if latest is None or not _is_right(latest, code):
        raise WrongCode
    return latest


def _is_right(kept: OneTimeCode, code: str) -> bool:
    right = _digest("code", f"{kept.address} {code}")
    return _take_guess(kept) and constant_time_compare(kept.digest, right)


def _use(code: OneTimeCode) -> bool:
    """The code is used by this call and no other."""
    return _live(code).update(used_at=Now()) == 1


def _enter(code: OneTimeCode) -> User:
    """The person the code lets in; the code is used, or nothing happened."""
    with transaction.atomic():
        if not _use(code):
            raise WrongCode
        user = addresses.person_at(code.address) or _join(code.address)
        if not may_enter(user):
            raise WrongCode
    return user


def _join(address: str) -> User:
    column = "email" if addresses.is_email(address) else "phone"
    defaults = {"password": make_password(None), "language": get_language() or ""}
    user, created = User.objects.get_or_create(**{column: address}, defaults=defaults)
    if created:
        events.emit("member.joined", subject=user, actor=user)
    return user
