"""The shop's own means while an order is paid: held, then committed with the rest, or released.

What is held is named `order:…:tender:…:n`, n counting the holdings of the tender, so that each is
posted once. Call what takes no lock itself under the order's.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Sum

from minishop import events, states
from minishop.ledger import Insufficient
from minishop.money import Money, rounded
from minishop.retries import retried
from orders.orders.models import Order
from orders.tenders import base
from orders.tenders.models import NotHeld, Tender

State = Tender.State


@dataclass(frozen=True, slots=True)
class Offer:
    """A means of the shop's own that a member may use for an order."""

    code: str
    label: Any
    #: What there is in all, and what of it pays this order.
    balance: Decimal
    amount: Decimal
    #: What is left to pay by another means, once this one is used.
    rest: Decimal
    #: It was used last time.
    is_chosen: bool
    #: Why it is so much, in words.
    terms: str = ""

    @property
    def told(self) -> str:
        """The amount as a form sends it back."""
        return f"{self.amount:f}"

    @property
    def less(self) -> Decimal:
        """What it takes off, for a sum."""
        return -self.amount


def due(order: Order, *, without_held: bool = False) -> Money:
    """What is still to be paid, after what is held for it, or as if nothing were."""
    counted = [State.COMMITTED, State.REFUNDED] + ([] if without_held else [State.HELD])
    rows = order.tenders.filter(state__in=counted)
    return Money(order.total - (rows.aggregate(sum=Sum("amount"))["sum"] or 0), order.currency)


def offered(order: Order) -> list[Offer]:
    """The shop's own means of which its member has something, as they may be used for it now."""
    if order.user is None:
        return []
    chosen, owed = _used_last(order), due(order, without_held=True).amount
    offers = [_offer(order, means, owed, chosen) for means in base.enabled().values()]
    return [offer for offer in offers if offer.amount > 0]


def _offer(order: Order, means: base.InternalMeans, owed: Decimal, chosen: set[str]) -> Offer:
    held = order.tenders.inside().filter(kind=means.code, state=State.HELD).aggregate(sum=Sum("amount"))
    balance = means.balance(order.user, order.currency) + (held["sum"] or 0)
    amount = rounded(max(min(balance, owed, _most(order, means)), Decimal(0)), order.currency)
    if amount < means.least(user=order.user, currency=order.currency):
        amount = Decimal(0)
    terms = means.terms(user=order.user, money=Money(amount, order.currency))
    return Offer(means.code, means.label, balance, amount, owed - amount, means.code in chosen, terms)


def _most(order: Order, means: base.InternalMeans) -> Decimal:
    return means.most(user=order.user, total=Money(order.total, order.currency))


def _used_last(order: Order) -> set[str]:
    """The means chosen for this order, or for the member's last paid one."""
    if own := set(order.tenders.inside().values_list("kind", flat=True)):
        return own
    paid = Order.objects.filter(user=order.user_id, paid_at__isnull=False).order_by("-paid_at").first()
    return set(paid.tenders.inside().values_list("kind", flat=True)) if paid else set()


@retried
@transaction.atomic
def hold(*, order: Order, code: str, amount: Decimal | None = None, actor: Any = None) -> Tender:
    """So much of the member's means, or all that is of use, is held for the order; nothing else of it is.

    Raises:
        NotHeld: there is no member, nothing is due, or so much, or so little, can't be paid by it.
        NoSuchMeans: the shop has none of this code.
    """
    order = _locked(order)
    means = base.get(code)
    tender = order.tenders.inside().filter(kind=code).first()
    own = tender.amount if tender and tender.state == State.HELD else Decimal(0)
    there = min(own + means.balance(order.user, order.currency), _most(order, means)) if order.user else own
    wanted = min(there if amount is None else amount, due(order).amount + own)
    if not _may_pay(order, means, wanted, there):
        raise NotHeld(order, code, there)
    if tender and own == wanted:
        return tender
    if tender and own:
        _let_go(order, tender, actor)
    return _take(order, tender or Tender(order=order, kind=code), wanted, actor)


def _may_pay(order: Order, means: base.InternalMeans, wanted: Decimal, there: Decimal) -> bool:
    """Whether the order waits to be paid, and this much of what is there may pay it."""
    open_ = order.state == Order.State.OPEN and order.payment_state == Order.PaymentState.DUE
    whole = wanted == rounded(wanted, order.currency)
    least = means.least(user=order.user, currency=order.currency)
    return open_ and whole and 0 < wanted <= there and wanted >= least


def _take(order: Order, tender: Tender, amount: Decimal, actor: Any = None) -> Tender:
    """The tender is held with this amount; `held` counts once more."""
    if tender.pk:
        again = F("held") + 1
        states.move(tender, "state", State.HELD, event="tender.held", actor=actor, amount=amount, held=again)
    else:
        tender.amount, tender.state, tender.held = amount, State.HELD, 1
        tender.save()
        events.emit("tender.held", subject=tender, actor=actor)
    money = Money(amount, order.currency)
    try:
        base.get(tender.kind).hold(user=order.user, money=money, reference=tender.holding)
    except Insufficient as problem:
        raise NotHeld(order, tender.kind, problem.balance) from problem
    return tender


@retried
@transaction.atomic
def release(*, order: Order, actor: Any = None) -> None:
    """Nothing is held for the order any more."""
    order = _locked(order)
    for tender in _held(order):
        _let_go(order, tender, actor)


def commit(order: Order) -> None:
    """What is held for the order is spent on it."""
    for tender in _held(order):
        states.move(tender, "state", State.COMMITTED, event="tender.committed")
        money = Money(tender.amount, order.currency)
        base.get(tender.kind).commit(user=order.user, money=money, reference=tender.holding)


def hold_again(order: Order, amount: Decimal) -> None:
    """Exactly the amount is held, of what the shopper chose for this order and no more of each.

    Raises:
        NotHeld: that does not reach; the caller's savepoint undoes the rest.
    """
    if sum(tender.amount for tender in _held(order)) == amount:
        return
    for tender in _held(order):
        _let_go(order, tender, None)
    for tender in order.tenders.inside().filter(state=State.RELEASED).order_by("pk"):
        if part := min(tender.amount, amount):
            _take(order, tender, part)
            amount -= part
    if amount:
        raise NotHeld(order, "", amount)


def _locked(order: Order) -> Order:
    """The order, its row locked; the first lock of every verb here."""
    return Order.objects.select_for_update().get(pk=order.pk)


def _held(order: Order) -> list[Tender]:
    return list(order.tenders.inside().filter(state=State.HELD).order_by("pk"))


def _let_go(order: Order, tender: Tender, actor: Any) -> None:
    money = Money(tender.amount, order.currency)
    base.get(tender.kind).release(user=order.user, money=money, reference=tender.holding)
    states.move(tender, "state", State.RELEASED, event="tender.released", actor=actor)
