"""Verbs of fulfilments: open, pick, pack, ready, hand over, keep. Orders are locked first, then payments.

What is sent leaves in parcels: `orders.shipments`. A fulfilment is over when nothing of it is left to
send or hand over, which `settle_rest` finds out.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from minishop import events, states
from minishop.retries import retried
from orders.carts.models import Way
from orders.fulfilment import rest
from orders.fulfilment.leaving import (
    NothingToSend,
    NotPaid,
    ensure_may_leave,
    ensure_payable,
    left,
    locked,
    take_out,
)
from orders.fulfilment.models import Fulfilment
from orders.fulfilment.waiting import ensure_here
from orders.orders.models import Order

State = Fulfilment.State


def open_all(*, order: Order, actor: Any = None) -> None:
    """Every store of the order may begin to pick; call it under the order's lock."""
    _move_all(order, {State.WAITING, State.CANCELLED}, State.OPEN, "fulfilment.opened", actor)


def cancel_all(*, order: Order, actor: Any = None) -> None:
    """No store picks for the order any more; call it under the order's lock."""
    standing = {State.WAITING, *Fulfilment.IN_HOUSE, State.NO_SHOW}
    _move_all(order, standing, State.CANCELLED, "fulfilment.cancelled", actor)


def settle_rest(order: Order, actor: Any = None) -> None:
    """What has nothing left to do is over, and what has again is open; call it under the order's lock."""
    for row in order.fulfilments.order_by("pk"):
        row.order = order
        rest.settle(row, actor)


def _move_all(order: Order, begin: Iterable[str], to: str, event: str, actor: Any) -> None:
    for fulfilment in order.fulfilments.filter(state__in=begin).order_by("pk"):
        states.move(fulfilment, "state", to, event=event, actor=actor, order=order.pk)


@retried
@transaction.atomic
def pick(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """Somebody is fetching the pieces."""
    row = locked(fulfilment.pk)
    if row.state != State.PICKING:
        _ensure_something_left(row)
        rest.move(row, State.PICKING, "fulfilment.picking", actor, picking_at=Now(), picker=actor)
    return row


@retried
@transaction.atomic
def pack(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """Pieces to collect are packed and not on their shelf yet; what is sent is packed by `shipments.pack`.

    Raises:
        IllegalMove: they are sent, or beyond that already.
        NothingToSend: all was asked back.
    """
    row = locked(fulfilment.pk)
    if row.way != Way.PICKUP:
        raise states.IllegalMove(row, "state", State.PACKED)
    if row.state != State.PACKED:
        _ensure_something_left(row)
        rest.move(row, State.PACKED, "fulfilment.packed", actor, packed_at=Now())
    return row


@retried
@transaction.atomic
def ready(*, fulfilment: Fulfilment, actor: Any = None, shelf: str = "") -> Fulfilment:
    """It is packed; for a pick-up, ready to collect, and kept for PICKUP_KEEP_DAYS.

    Raises:
        NotHere: pieces of a parcel are still owed by the house.
        NothingToSend: all was asked back.
    """
    row = locked(fulfilment.pk)
    if row.state != State.READY:
        _ensure_something_left(row)
        ensure_here(row)
        facts: dict[str, Any] = {"ready_at": Now(), "shelf": shelf or row.shelf}
        if row.way == Way.PICKUP:
            facts |= {"keep_until": _kept(settings.PICKUP_KEEP_DAYS), "reminded_at": None}
        rest.move(row, State.READY, "fulfilment.ready", actor, **facts)
    return row


@retried
@transaction.atomic
def hand_over(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """The pieces that were not asked back are in the shopper's hands.

    Raises:
        NotPaid: the order is not paid and open, or its money went back.
        NothingToSend: all was asked back.
        IllegalMove: they already were, or the fulfilment was cancelled.
    """
    row = locked(fulfilment.pk)
    ensure_may_leave(row, Way.PICKUP)
    if not states.may_move(row, "state", State.DONE):
        raise states.IllegalMove(row, "state", State.DONE)
    take_out(row)
    rest.move(row, State.DONE, "fulfilment.handed_over", actor, done_at=Now())
    events.emit("fulfilment.done", subject=row, actor=actor, order=row.order_id)
    return row


@retried
@transaction.atomic
def no_show(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """Nobody came for what was kept; pieces that are not paid, or are kept longer, stay as they are."""
    row = locked(fulfilment.pk)
    is_over = Fulfilment.objects.unclaimed().filter(pk=row.pk).exists()
    if is_over and row.order.is_paid and left(row):
        rest.move(row, State.NO_SHOW, "fulfilment.no_show", actor)
    return row


@retried
@transaction.atomic
def keep(*, fulfilment: Fulfilment, days: int, actor: Any = None) -> Fulfilment:
    """Pieces to collect are kept so many days from now, also those nobody came for.

    Raises:
        NotPaid: the order is not paid and open.
        NothingToSend: all was asked back.
        IllegalMove: they do not wait to be collected.
    """
    row = locked(fulfilment.pk)
    ensure_payable(row, Way.PICKUP)
    if row.state not in {State.READY, State.NO_SHOW}:
        raise states.IllegalMove(row, "state", State.READY)
    _ensure_something_left(row)
    facts = {"keep_until": _kept(days), "reminded_at": None}
    if row.state == State.NO_SHOW:
        rest.move(row, State.READY, "fulfilment.kept", actor, **facts)
    else:
        Fulfilment.objects.filter(pk=row.pk).update(**facts)
        row.refresh_from_db(fields=[*facts])
        events.emit("fulfilment.kept", subject=row, actor=actor, order=row.order_id)
    return row


@retried
@transaction.atomic
def remind(*, fulfilment: Fulfilment) -> Fulfilment:
    """The shopper is told, once, until when the pieces are kept."""
    row = locked(fulfilment.pk)
    if Fulfilment.objects.to_remind(settings.PICKUP_REMIND_DAYS).filter(pk=row.pk).update(reminded_at=Now()):
        row.refresh_from_db(fields=["reminded_at"])
        events.emit("fulfilment.reminded", subject=row, order=row.order_id)
    return row


def _ensure_something_left(row: Fulfilment) -> None:
    if not left(row):
        raise NothingToSend(row)


def _kept(days: int) -> Any:
    return Now() + timedelta(days=days)


__all__ = [
    "NotPaid",
    "NothingToSend",
    "cancel_all",
    "hand_over",
    "keep",
    "no_show",
    "open_all",
    "pack",
    "pick",
    "ready",
    "remind",
    "settle_rest",
]
