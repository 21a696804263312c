"""Verbs of fulfilments: open, ready, ship, deliver, hand over. Orders are locked first, then payments."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from minishop import events, states
from minishop.retries import retried
from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.fulfilment.waiting import ensure_here
from orders.orders.models import Order
from orders.tenders import services as tenders
from payments.attempts.models import Payment

State = Fulfilment.State


class NotPaid(Exception):
    """The pieces may not leave the store: the order is not paid, or no longer open."""

    def __init__(self, fulfilment: Fulfilment) -> None:
        self.fulfilment = fulfilment
        super().__init__(
            f"order {fulfilment.order} is {fulfilment.order.state}, {fulfilment.order.payment_state}"
        )


def open_all(*, order: Order, actor: Any = None) -> None:
    """Every store of the order may begin to pick; call it under the order's lock."""
    _move_all(order, {State.WAITING, State.CANCELLED}, State.OPEN, "fulfilment.opened", actor)


def cancel_all(*, order: Order, actor: Any = None) -> None:
    """No store picks for the order any more; call it under the order's lock."""
    _move_all(order, {State.WAITING, State.OPEN, State.READY}, State.CANCELLED, "fulfilment.cancelled", actor)


def _move_all(order: Order, begin: Iterable[str], to: str, event: str, actor: Any) -> None:
    for fulfilment in order.fulfilments.filter(state__in=begin).order_by("pk"):
        states.move(fulfilment, "state", to, event=event, actor=actor, order=order.pk)


@retried
@transaction.atomic
def ready(*, fulfilment: Fulfilment, actor: Any = None, shelf: str = "") -> Fulfilment:
    """It is packed; for a pick-up, ready to collect.

    Raises:
        NotHere: pieces of a parcel are still owed by the house.
    """
    row = _locked(fulfilment)
    if row.state != State.READY:
        ensure_here(row)
        shelf = shelf or row.shelf
        _move(row, State.READY, "fulfilment.ready", actor, ready_at=Now(), shelf=shelf)
    return row


@retried
@transaction.atomic
def ship(*, fulfilment: Fulfilment, carrier: str, tracking: str, actor: Any = None) -> Fulfilment:
    """The parcel is with the carrier under that number; the pieces are paid.

    Raises:
        NotPaid: the order is not paid and open, or its money went back.
        NotHere: pieces are still owed by the house.
    """
    row = _leaving(_locked(fulfilment), Way.SHIP)
    if row.state == State.OPEN:
        ensure_here(row)
    if row.state != State.SHIPPED:
        facts = {"shipped_at": Now(), "carrier": carrier, "tracking_number": tracking}
        _move(row, State.SHIPPED, "fulfilment.shipped", actor, **facts)
    return row


@retried
@transaction.atomic
def deliver(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """The parcel has arrived.

    Raises:
        NotPaid: the order is not paid and open.
        IllegalMove: it never left.
    """
    row = _payable(_locked(fulfilment), Way.SHIP)
    if row.state not in {State.SHIPPED, State.DONE}:
        raise states.IllegalMove(row, "state", State.DONE)
    if row.state != State.DONE:
        _move(row, State.DONE, "fulfilment.done", actor, done_at=Now())
    return row


@retried
@transaction.atomic
def hand_over(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """The pieces are in the shopper's hands.

    Raises:
        NotPaid: the order is not paid and open, or its money went back.
        IllegalMove: they already were, or the fulfilment was cancelled.
    """
    row = _leaving(_locked(fulfilment), Way.PICKUP)
    _move(row, State.DONE, "fulfilment.handed_over", actor, done_at=Now())
    events.emit("fulfilment.done", subject=row, actor=actor, order=row.order_id)
    return row


def _locked(fulfilment: Fulfilment) -> Fulfilment:
    order = Order.objects.select_for_update().get(pk=fulfilment.order_id)
    row = Fulfilment.objects.select_for_update().get(pk=fulfilment.pk)
    row.order = order
    return row


def _leaving(row: Fulfilment, way: str) -> Fulfilment:
    """The row, if its pieces may leave the house now; money asked back meanwhile waits until they have."""
    order = _payable(row, way).order
    _hold_money(order)
    if tenders.is_given_back(order):
        raise NotPaid(row)
    return row


def _hold_money(order: Order) -> None:
    """The order's payments are locked, so that no refund begins until the transaction ends."""
    payments = Payment.objects.filter(tender__order=order.pk).order_by("pk")
    list(payments.select_for_update(of=("self",)).values_list("pk", flat=True))


def _payable(row: Fulfilment, way: str) -> Fulfilment:
    if row.way != way:
        raise states.IllegalMove(row, "state", way)
    if not row.order.is_paid or row.order.state not in {Order.State.OPEN, Order.State.COMPLETED}:
        raise NotPaid(row)
    return row


def _move(row: Fulfilment, to: str, event: str, actor: Any, **facts: Any) -> None:
    states.move(row, "state", to, event=event, actor=actor, order=row.order_id, **facts)
