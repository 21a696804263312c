"""Sign-in by WeChat: begun with a state of the session, ended with one account for each name.

The state is good once and for ten minutes. WeChat is asked outside any transaction. Whoever is new has an
account that is known elsewhere, without phone or e-mail; two who bring one new name at once wait in line
by it, and the second finds the first's account.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from members.accounts import services as accounts
from members.accounts.models import Closed, User
from members.identities import services as identities
from members.identities.models import Identity
from members.wechat import sandbox
from members.wechat.client import Client, Person, Refused, Why
from minishop import clock, events, limits

log = structlog.get_logger(__name__)

PROVIDER = "wechat"
ERRAND = "wechat"  # what the session remembers while the visitor is away
ENTER, LINK = "enter", "link"
LIFETIME = timedelta(minutes=10)
HOUR = timedelta(hours=1)


class LastWay(Exception):
    """Without WeChat the person could not come in any more."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Why the visitor was sent to WeChat, and where they go on."""

    purpose: str
    next: str


def client() -> Client | None:
    """The shop's app at WeChat, or the sandbox's in a demo; none where neither is."""
    if settings.WECHAT_APP_ID:
        return Client(
            settings.WECHAT_APP_ID,
            settings.WECHAT_APP_SECRET,
            open_base=settings.WECHAT_OPEN_BASE,
            api_base=settings.WECHAT_API_BASE,
        )
    if not sandbox.is_open():
        return None
    base = f"{settings.PUBLIC_URL}/sandbox/wechat"
    return Client(sandbox.APP_ID, sandbox.secret(), open_base=base, api_base=base)


def begin(request: HttpRequest, app: Client, *, purpose: str, wanted: str) -> str:
    """The address at WeChat that the visitor is sent to; the session waits for them."""
    state = secrets.token_urlsafe(24)
    until = clock.now().timestamp() + LIFETIME.total_seconds()
    request.session[ERRAND] = {"state": state, "for": purpose, "next": wanted, "until": until}
    return app.authorize_url(back=settings.PUBLIC_URL + reverse("wechat-back"), state=state)


def errand(request: HttpRequest, state: str) -> Errand:
    """What the session waited for, which is over with this.

    Raises:
        Refused: it waits for nothing, for something else, or waited too long.
    """
    kept = request.session.pop(ERRAND, None)
    if (
        not kept
        or not constant_time_compare(kept["state"], state)
        or kept["until"] < clock.now().timestamp()
        or (kept["for"] == LINK) != request.user.is_authenticated
    ):
        raise Refused(Why.STALE)
    return Errand(kept["for"], kept["next"])


def ask(app: Client, *, code: str, asker: str) -> Person:
    """Who WeChat says the visitor is; twenty an hour from one network address.

    Raises:
        Refused: WeChat says nobody, or not in time.
    """
    if not code:
        raise Refused(Why.DENIED)
    if not limits.take("wechat.asker", limits.asker(asker), most=20, per=HOUR):
        raise Refused(Why.DOWN)
    try:
        return app.person(code)
    except Refused as no:
        level = log.error if no.why == Why.OURS else log.warning
        level("wechat sign-in refused", why=str(no.why), errcode=no.code)
        raise


def enter(request: HttpRequest, person: Person) -> User:
    """The visitor is whoever WeChat knows by that name, under a new session key; someone new has an account.

    Raises:
        Refused: the account is closed, or works here.
    """
    user = _known(person) or _join(person)
    if not accounts.may_enter(user):
        raise Refused(Why.CLOSED)
    identities.seen(PROVIDER, person.subject)
    accounts.enter(request, user, way="wechat")
    return user


def link(user: User, person: Person) -> None:
    """The member comes in by this WeChat, too.

    Raises:
        BelongsToAnother: it opens another account.
        Refused: the member's own is closed, or joined to another meanwhile.
    """
    _known(person)
    with transaction.atomic():
        try:
            accounts.hold(user)
        except Closed:
            raise Refused(Why.CLOSED) from None
        identities.link(user, PROVIDER, person.subject, person.nickname)
        User.objects.filter(pk=user.pk).update(is_known_elsewhere=True)


def unlink(*, user: User) -> None:
    """WeChat opens the account no more.

    Raises:
        LastWay: nothing else does. The person is locked, so that of two removals at once the second sees
            the first.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        others = user.identities.exclude(provider=PROVIDER).exists()
        if not (user.phone or user.email or others or user.passkeys.exists()):
            raise LastWay
        user.identities.filter(provider=PROVIDER).delete()
        user.is_known_elsewhere = others or not (user.phone or user.email)
        user.save(update_fields=["is_known_elsewhere"])
        events.emit("identity.unlinked", subject=user, actor=user, provider=PROVIDER)


def _known(person: Person) -> User | None:
    """Whose name it is; a name of before the union id was told gives way to it."""
    found = identities.person_of(PROVIDER, person.subject)
    if found is None and person.unionid:
        found = identities.person_of(PROVIDER, person.openid)
        if found:
            Identity.objects.filter(provider=PROVIDER, subject=person.openid).update(subject=person.unionid)
    return found


@transaction.atomic
def _join(person: Person) -> User:
    _line_up(person.subject)
    known = identities.person_of(PROVIDER, person.subject)
    if known:
        return known
    user = User.objects.create(
        name=person.nickname,
        is_known_elsewhere=True,
        password=make_password(None),
        language=get_language() or "",
    )
    identities.link(user, PROVIDER, person.subject, person.nickname)
    events.emit("member.joined", subject=user, actor=user)
    return user


def _line_up(subject: str) -> None:
    """Whoever else brings this name waits until the transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{PROVIDER}:{subject}"])
