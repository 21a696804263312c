"""An order's life after it is placed: paid, cancelled, expired, completed; and what late money does.

Every captured payment is settled exactly once. Each verb holds the order's lock while it decides,
so of two that meet one wins and the money follows. Gateways are asked outside transactions.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from minishop import states
from minishop.retries import retried
from orders.benefits import services as benefits
from orders.carts.models import Way
from orders.fulfilment import services as fulfilment
from orders.lifecycle import pieces, put_aside
from orders.lifecycle.models import BY_SHOPPER, NotCancellable, NothingArrived, Settlement
from orders.lifecycle.money import ARRIVED, close_payments, fits, hold_longer, refund_all, settled
from orders.orders.models import Order
from orders.stock import services as stock
from orders.stock.models import OutOfStock
from orders.tenders import services as tenders
from orders.tenders.models import NotHeld, Tender
from payments.attempts.models import Payment

State, Paid, Outcome = Order.State, Order.PaymentState, Settlement.Outcome


@retried
@transaction.atomic
def settle(payment: Payment) -> Settlement:
    """The payment's money has its one answer: the order is paid or reinstated, or the money goes back.

    Raises:
        NothingArrived: the payment has not been captured.
    """
    order = locked(int(payment.reference.removeprefix("order:")))
    if known := Settlement.objects.filter(payment=payment.pk).first():
        return known
    payment = _payment_of(payment)
    if payment.state not in ARRIVED:
        raise NothingArrived(payment)
    outcome = _outcome(order, payment)
    if outcome == Outcome.REFUNDED:
        return settled(order, payment, outcome)
    Tender.objects.create(order=order, payment=payment, amount=payment.amount)
    tenders.commit(order)
    if outcome == Outcome.REINSTATED:
        alive: dict[str, Any] = {"closed_at": None, "closing_note": ""}
        states.move(order, "state", State.OPEN, event="order.reinstated", **alive)
    _become_paid(order)
    return settled(order, payment, outcome)


def _payment_of(payment: Payment) -> Payment:
    return Payment.objects.select_for_update().get(pk=payment.pk)


def _outcome(order: Order, payment: Payment) -> Settlement.Outcome:
    """PAID or REINSTATED once pieces, points and coupons are its own and the rest is held, else REFUNDED."""
    wanted = _wanted(order)
    is_due = order.payment_state in {Paid.DUE, Paid.DUE_IN_STORE}
    if not is_due or wanted is None or not fits(order, payment):
        return Outcome.REFUNDED
    try:
        with transaction.atomic():
            tenders.hold_again(order, tenders.due(order, without_held=True).amount - payment.amount)
            if wanted == Outcome.REINSTATED:
                benefits.take_again(order)
            pieces.sell(order)
    except (NotHeld, *benefits.NotToBeHad):
        return Outcome.REFUNDED
    except OutOfStock:
        if order.state == State.OPEN:
            _close(order, State.EXPIRED, "order.expired")
            _free(order)
        return Outcome.REFUNDED
    return wanted


def _wanted(order: Order) -> Settlement.Outcome | None:
    """What money does for an order: who pays after time ran out, or after giving it up, wants it after all.

    What staff called off stays so, as does the order of someone who was erased.
    """
    if order.state == State.OPEN:
        return Outcome.PAID
    by_shopper = order.state == State.CANCELLED and order.closing_note in {"", BY_SHOPPER}
    is_dead = order.state == State.EXPIRED or by_shopper
    return Outcome.REINSTATED if is_dead and order.contact_name else None


def _free(order: Order, to: str = "released") -> None:
    """Nothing is held for an order that is over: neither pieces, nor what was to pay for them, nor what of
    its member's it used."""
    tenders.release(order=order)
    benefits.free(order)
    stock.release(references=pieces.references(order), state=to)


def _become_paid(order: Order) -> None:
    states.move(
        order,
        "payment_state",
        Paid.PAID,
        event="order.paid",
        actor=order.user,
        paid_at=Now(),
        expires_at=None,
    )
    benefits.keep(order)
    fulfilment.open_all(order=order)


@retried
@transaction.atomic
def pay_nothing(*, order: Order) -> Order:
    """An order of which nothing is due is paid: of total 0, paid inside the shop, or carried over.

    Raises:
        OutOfStock: its hold lapsed and some pieces are gone.
    """
    order = locked(order.pk)
    is_due = order.state == State.OPEN and order.payment_state == Paid.DUE
    if is_due and tenders.due(order).amount == 0:
        pieces.sell(order)
        tenders.commit(order)
        _become_paid(order)
    return order


def pay_inside(*, order: Order) -> Order:
    """An order whose whole total is held of the shop's own means is paid; nothing more comes from outside.

    Raises:
        OutOfStock: as `pay_nothing` raises it.
    """
    close_payments(order, settle)
    return pay_nothing(order=order)


@retried
@transaction.atomic
def let_go(payment: Payment) -> None:
    """What was held beside a payment that failed is free again, unless other money may still come."""
    order = locked(int(payment.reference.removeprefix("order:")))
    if order.payment_state == Paid.DUE and not _money_under_way(order):
        tenders.release(order=order)


@retried
@transaction.atomic
def pay_in_store(*, order: Order, actor: Any = None) -> Order:
    """The order is kept at its store for IN_STORE_DAYS from placing, to be paid there.

    Raises:
        IllegalMove: it is not open and due, or not all of it is collected at one store.
        TooManyPutAside: as many as may wait for this shopper already.
    """
    order = locked(order.pk)
    if order.payment_state == Paid.DUE_IN_STORE:
        return order
    ways = list(order.fulfilments.values_list("way", flat=True))
    if order.state != State.OPEN or ways != [Way.PICKUP]:
        raise states.IllegalMove(order, "payment_state", Paid.DUE_IN_STORE)
    put_aside.ensure_room(order)
    tenders.release(order=order, actor=actor)
    until = order.placed_at + timedelta(days=settings.IN_STORE_DAYS)
    stock.reserve(lines=pieces.holds(order), expires_at=until)
    stock.extend(references=pieces.references(order), expires_at=until)
    states.move(
        order,
        "payment_state",
        Paid.DUE_IN_STORE,
        event="order.payable_in_store",
        actor=actor,
        expires_at=until,
    )
    fulfilment.open_all(order=order, actor=actor)
    return order


def cancel(*, order: Order, actor: Any = None, reason: str = "", refund: bool = False) -> Order:
    """The order is cancelled, its pieces free, and with `refund` what was paid goes back.

    The reason may be free text, so it stands in the order alone, and in nothing that is never changed.

    Raises:
        NotCancellable: it is paid (and `refund` is off), money may be on its way, pieces have left, or
            it is over already.
    """
    close_payments(order, settle)
    return _cancel(order, actor, reason, refund)


@retried
@transaction.atomic
def _cancel(order: Order, actor: Any, reason: str, refund: bool) -> Order:
    order = locked(order.pk)
    if order.state == State.CANCELLED:
        return order
    if why := _keeps(order, refund):
        raise NotCancellable(order, why)
    _close(order, State.CANCELLED, "order.cancelled", actor, closing_note=reason[:200])
    if order.is_paid:
        refund_all(order, actor)
    _free(order)
    told = {"already": pieces.withdrawn(order), "actor": actor, "note": "cancelled"}
    stock.restock(references=pieces.references(order), **told)
    return order


def _keeps(order: Order, refund: bool) -> str:
    """Why the order can't be cancelled, or nothing."""
    if order.state != State.OPEN:
        return "over"
    if order.is_paid and not refund:
        return "paid"
    gone = order.fulfilments.filter(state__in=["shipped", "done"])
    if gone.exists() or order.lines.filter(sent__gt=0).exists():
        return "left"
    return "" if order.is_paid else _money_under_way(order)


def _money_under_way(order: Order) -> str:
    """Why an unpaid order must wait: an attempt may still bring money, or has and is not settled."""
    attempts = Payment.objects.filter(reference=order.reference)
    captured = attempts.filter(state=Payment.State.CAPTURED, settlement=None)
    return "paying" if (attempts.live() | captured).exists() else ""


def expire(*, order: Order) -> Order:
    """An unpaid order past its time has ended and its pieces are free; while money may come they stay."""
    close_payments(order, settle)
    return _expire(order)


@retried
@transaction.atomic
def _expire(order: Order) -> Order:
    order = locked(order.pk)
    is_due = Order.objects.due_to_expire().filter(pk=order.pk).exists()
    if not is_due:
        return order
    if _money_under_way(order):
        return hold_longer(order)
    _free(order, "expired")
    return _close(order, State.EXPIRED, "order.expired")


@retried
@transaction.atomic
def complete(*, order: Order, actor: Any = None) -> Order:
    """An order all of whose pieces arrived is completed."""
    order = locked(order.pk)
    waiting = order.fulfilments.exclude(state__in=["done", "cancelled"]).exists()
    if order.state == State.OPEN and order.is_paid and not waiting:
        states.move(order, "state", State.COMPLETED, event="order.completed", actor=actor, closed_at=Now())
        tenders.note(order)
    return order


@retried
@transaction.atomic
def close_emptied(*, order: Order, actor: Any = None) -> Order:
    """An open paid order whose pieces were all asked back before they left is cancelled."""
    order = locked(order.pk)
    lines = order.lines.filter(quantity__gt=F("withdrawn")).exists()
    if order.state == State.OPEN and order.is_paid and not lines:
        _close(order, State.CANCELLED, "order.cancelled", actor)
        benefits.free(order)
        tenders.note(order)
    return order


def locked(pk: int) -> Order:
    """The order, its row locked; the first lock of every verb here."""
    return Order.objects.select_for_update().get(pk=pk)


def _close(order: Order, to: str, event: str, actor: Any = None, **told: Any) -> Order:
    states.move(order, "state", to, event=event, actor=actor, closed_at=Now(), **told)
    fulfilment.cancel_all(order=order, actor=actor)
    return order
