"""The inbox: a notification is verified, stored, only then answered, and applied once.

Whatever goes wrong after storing is made good by the sweep; nothing acknowledged is ever dropped.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast, Now

from minishop import events, logs
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways import registry
from payments.gateways.base import RefundSnapshot, Snapshot
from payments.inbox.models import Notification
from payments.refunds import services as refunds
from payments.refunds.models import Refund

log = structlog.get_logger(__name__)

State = Notification.State
MAX_TRIES = 12
LONGEST_PAUSE = timedelta(hours=1)
#: A provider waits 5 s for its answer (WeChat Pay); a longer lock leaves the work to the sweep.
PATIENCE = "2s"


class Nobodys(LookupError):
    """The notification is genuine, but about a number we never used."""


def receive(gateway: str, headers: Mapping[str, str], body: bytes) -> Notification:
    """The notification is stored, once for its id, and applied unless something stood in the way.

    Raises:
        NoSuchGateway: not enabled here.
        Refused: forged, altered, old or another merchant's; nothing was stored.
    """
    notice = registry.get(gateway).verify({name.lower(): told for name, told in headers.items()}, body)
    row, _is_new = Notification.objects.get_or_create(
        gateway=gateway, event_id=notice.event_id, defaults={"payload": notice.payload}
    )
    try_to_apply(row)
    return row


def try_to_apply(row: Notification) -> bool:
    """The notification is applied, or says why not and waits for the sweep."""
    try:
        apply(row)
    except Exception as problem:  # it is stored: whatever stands in its way keeps no other waiting
        _put_off(row, problem)
        return False
    return True


@transaction.atomic
def apply(row: Notification) -> None:
    """What the notification says is recorded, and it is marked applied; both or neither.

    Raises:
        Nobodys: no payment or refund of ours has the number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
    row = Notification.objects.select_for_update().get(pk=row.pk)
    if row.state == State.APPLIED:
        return
    _record(row.gateway, registry.get(row.gateway).read(row.payload))
    Notification.objects.filter(pk=row.pk).update(state=State.APPLIED, applied_at=Now(), error="")


def _record(gateway: str, said: Snapshot | RefundSnapshot | None) -> None:
    try:
        if isinstance(said, Snapshot):
            attempts.record(Payment.objects.get(gateway=gateway, number=said.number), said)
        elif isinstance(said, RefundSnapshot):
            refunds.record(Refund.objects.get(payment__gateway=gateway, number=said.number), said)
    except (Payment.DoesNotExist, Refund.DoesNotExist):
        raise Nobodys(said.number if said else "") from None


def _put_off(row: Notification, problem: Exception) -> None:
    """The sweep tries again later; after many tries the notification is dead, and an event tells it."""
    error = logs.told(problem)
    log.warning(
        "notification.unapplied", notification=row.pk, gateway=row.gateway, problem=type(problem).__name__
    )
    pause = min(timedelta(seconds=5 * 2 ** min(row.tries, 10)), LONGEST_PAUSE)
    waiting = Notification.objects.filter(pk=row.pk, state=State.RECEIVED)
    waiting.update(tries=F("tries") + 1, error=error, try_at=Now() + pause)
    if row.tries + 1 >= MAX_TRIES:
        _bury(row)


@transaction.atomic
def _bury(row: Notification) -> None:
    if Notification.objects.filter(pk=row.pk, state=State.RECEIVED).update(state=State.DEAD):
        events.emit("notification.dead", subject=row, gateway=row.gateway, notification=row.pk)


@transaction.atomic
def reapply(row: Notification, *, actor: Any = None) -> None:
    """A notification that was given up is tried again from the start, by the sweep."""
    again = Notification.objects.filter(pk=row.pk).exclude(state=State.APPLIED)
    if again.update(state=State.RECEIVED, tries=0, try_at=Now()):
        events.emit("notification.reapplied", subject=row, actor=actor, notification=row.pk)


@transaction.atomic
def forget_payers(*, references: Iterable[str]) -> None:
    """What gateways told of whoever paid for these is gone from applied notifications; the sums stay."""
    paid = Payment.objects.filter(reference__in=list(references))
    numbers = [*paid.values_list("number", flat=True)]
    numbers += Refund.objects.filter(payment__in=paid).values_list("number", flat=True)
    applied = Notification.objects.filter(state=State.APPLIED).exclude(payload={})
    told = applied.annotate(text=Cast("payload", TextField()))
    for number in numbers:
        told.filter(text__contains=f'"{number}"').update(payload={})


def sweep(limit: int = 200) -> int:
    """What was stored and not yet applied has been tried once more; answers how many were applied."""
    waiting = Notification.objects.waiting()[:limit]
    return sum(try_to_apply(row) for row in waiting)
