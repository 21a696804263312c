"""Erasure: ask for it, call it off, carry it out.

Once an erasure has begun the account is closed and nothing new can be hung on it: whoever writes for a
member holds the account first (`accounts.hold`), and beginning takes the same lock. Each holding is then
erased in its own transaction, the account last; killed anywhere and begun anew, it comes to the same end.
"""

from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from members.accounts.models import User
from members.consents import services as consents
from members.rights.models import Erasure, NoWayBack, StaffStay
from minishop import events, privacy

log = structlog.get_logger(__name__)


@transaction.atomic
def ask(*, person: User, actor: Any = None) -> Erasure:
    """The person's wish stands and marketing has ended; a job carries it out, or waits for what must end.

    Repeated, nothing changes.

    Raises:
        StaffStay: the person works here.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_staff or person.is_superuser:
        raise StaffStay
    erasure, is_new = Erasure.objects.get_or_create(user=person)
    if is_new:
        consents.withdraw_all(user=person, source="erasure")
        events.emit("erasure.asked", subject=person, actor=actor or person)
    return erasure


def may_be_erased(person: User) -> bool:
    """Whether an erasure can be asked for: not of staff, nor twice, nor of an account joined to another."""
    works_here = person.is_staff or person.is_superuser
    asked = Erasure.objects.filter(user=person.pk).exists()
    return not (works_here or asked or person.erased_at or person.merged_into_id)


@transaction.atomic
def call_off(*, person: User) -> None:
    """The account stays as it is; what was agreed to before is not agreed to again.

    Raises:
        NoWayBack: it has begun, or nobody asked for it.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if not Erasure.objects.filter(user=person, begun_at=None).delete()[0]:
        raise NoWayBack
    events.emit("erasure.called_off", subject=person, actor=person)


def carry_out(*, person_id: int) -> bool:
    """Nothing personal of theirs is left, or something is still under way; whether it is done.

    Called outside a transaction: files lie on other machines.
    """
    person = _begin(person_id)
    if person is None:
        return False
    erase(person)
    return True


def erase(person: User) -> None:
    """Every holding has forgotten the person, and an event tells that it is done."""
    for _name, holding in privacy.in_order():
        if holding.erase:
            holding.erase(person)
    _finish(person)


@transaction.atomic
def _begin(person_id: int) -> User | None:
    """The person with the account closed, once and for all; None while something is under way."""
    person = _held(person_id)
    erasure = Erasure.objects.open().filter(user=person).first()
    if erasure is None or (erasure.begun_at is None and privacy.waiting(person)):
        return None
    Erasure.objects.filter(pk=erasure.pk, begun_at=None).update(begun_at=Now())
    User.objects.filter(pk=person.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
    return person


def _held(person_id: int) -> User:
    """The account, nothing being hung on it until this transaction ends."""
    return User.objects.select_for_update().get(pk=person_id)


@transaction.atomic
def _finish(person: User) -> None:
    if Erasure.objects.open().filter(user=person).update(done_at=Now()):
        events.emit("member.erased", subject=person, member=person.pk)


def sweep() -> int:
    """Erasures whose waiting is over or whose worker died are done; how many were by this call.

    Those done lately are gone over once more, for what a request under way then has written since.
    """
    late = list(Erasure.objects.fresh().values_list("user", flat=True))
    done = sum(_tried(pk) for pk in Erasure.objects.open().values_list("user", flat=True))
    for person in User.objects.filter(pk__in=late):
        erase(person)
    return done


def _tried(pk: int) -> bool:
    """One that fails stops no other; the next sweep tries it again."""
    try:
        return carry_out(person_id=pk)
    except Exception:
        log.exception("erasure.failed", person=pk)
        return False
