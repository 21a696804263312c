"""Verbs of the counter: preview what a code stands for, then hand over once.

Two tills that confirm the same pick-up at once: the order's row lock puts one behind the other, the
conditional UPDATE of the pick-up lets one through, and a unique index on hand-overs stands behind both.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models.functions import Now

from members.accounts.models import User
from minishop.money import Money
from minishop.states import IllegalMove
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup import codes
from orders.pickup import services as pickup_services
from orders.pickup.models import Pickup
from orders.scanning import counter
from orders.scanning.models import NonceReused, NotYours, Scan
from orders.stores.models import Store

Outcome = Scan.Outcome
#: Unknown codes one person may try before a rest.
GUESSES, REST = 20, timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one scan, with what the person at the counter needs to act on it."""

    outcome: str
    scan: Scan
    order: Order | None = None
    pickup: Pickup | None = None

    @property
    def due(self) -> Money | None:
        """What to take before handing over."""
        return self.order.money if self.order and self.outcome == Outcome.TO_PAY else None

    @property
    def may_confirm(self) -> bool:
        return self.outcome in Scan.CONFIRMABLE


def preview(*, code: str, staff: User, store: Store, nonce: str) -> Verdict:
    """One scan is logged and its verdict told; nothing else moved. The same nonce tells the same scan.

    `code` is what was read or typed: a QR's code, a short code of this store, or an order number.

    Raises:
        NotYours: the person may not scan here.
        NonceReused: the nonce was someone else's.
    """
    right = _right(staff, store)
    with transaction.atomic():
        _one_at_a_time(staff)
        earlier = Scan.objects.filter(nonce=nonce).first()
        if earlier is not None:
            return told(scan=_same(earlier, staff, store))
        order, pickup = _find(code, store)
        outcome = Outcome.LIMITED if _is_guessing(staff) else _outcome(order, pickup, store)
        if outcome == Outcome.LIMITED:
            order = pickup = None
        scan = Scan.objects.create(
            nonce=nonce, store=store, staff=staff, right=right, order=order, pickup=pickup, outcome=outcome
        )
    return told(scan=scan)


def confirm(*, pickup: Pickup, staff: User, store: Store, nonce: str, money_taken: bool = False) -> Verdict:
    """The pick-up is collected, its fulfilment done and the scan logged, once; or the verdict says why not.

    With `money_taken` the order's money is first taken at the counter, in its own transactions, so that
    a till that dies in between leaves a paid order to hand over.

    Raises:
        NotYours: the person may not scan here.
        NonceReused: the nonce belongs to another pick-up or person.
    """
    right = _right(staff, store)
    if money_taken:
        _take_money(pickup, staff, store)
    with transaction.atomic():
        order = _locked(pickup)
        earlier = Scan.objects.filter(nonce=nonce).first()
        if earlier is not None:
            if earlier.pickup_id != pickup.pk:
                raise NonceReused
            return told(scan=_same(earlier, staff, store))
        fresh = Pickup.objects.with_order().get(pk=pickup.pk)
        outcome = _outcome(order, fresh, store)
        if outcome in (Outcome.PREVIEWED, Outcome.NOT_READY):
            outcome = _hand_over(fresh, staff, store)
        scan = Scan.objects.create(
            nonce=nonce, store=store, staff=staff, right=right, order=order, pickup=fresh, outcome=outcome
        )
    return told(scan=scan)


def told(*, scan: Scan) -> Verdict:
    """The verdict of a scan as it stands now: a code previewed at two tills is collected at both."""
    pickup = Pickup.objects.with_order().get(pk=scan.pickup_id) if scan.pickup_id else None
    order = pickup.order if pickup else scan.order
    outcome = scan.outcome
    if outcome in Scan.CONFIRMABLE:
        outcome = _outcome(order, pickup, scan.store)
    return Verdict(outcome=outcome, scan=scan, order=order, pickup=pickup)


def _hand_over(pickup: Pickup, staff: User, store: Store) -> str:
    """Collected and done, both or neither; when the fulfilment moved meanwhile, what it means now."""
    try:
        with transaction.atomic():
            if not _collected(pickup, staff):
                return Outcome.ALREADY_COLLECTED
            fulfilment.hand_over(fulfilment=pickup.fulfilment, actor=staff)
    except (IllegalMove, fulfilment.NotPaid):
        now = Pickup.objects.with_order().get(pk=pickup.pk)
        return _outcome(now.order, now, store)
    return Outcome.HANDED_OVER


def _locked(pickup: Pickup) -> Order:
    """The pick-up's order, its row locked: tills follow each other."""
    return Order.objects.select_for_update().get(fulfilments=pickup.fulfilment_id)


def _collected(pickup: Pickup, staff: User) -> bool:
    """Whether this call, and no other, marked the pick-up collected."""
    open_one = Pickup.objects.filter(pk=pickup.pk, collected_at=None)
    return open_one.update(collected_at=Now(), collected_by=staff) == 1


def _right(staff: User, store: Store) -> str:
    if (
        not staff.has_perm("orders.scan_codes")
        or not Store.objects.of_staff(staff).filter(pk=store.pk).exists()
    ):
        raise NotYours
    return Scan.Right.STORE if store.staff.filter(user=staff).exists() else Scan.Right.ANY


def _same(scan: Scan, staff: User, store: Store) -> Scan:
    if (scan.staff_id, scan.store_id) != (staff.pk, store.pk):
        raise NonceReused
    return scan


def _one_at_a_time(staff: User) -> None:
    """One person's scans follow each other, so that guesses are counted and nonces claimed exactly."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('scan'), %s)", [staff.pk])


def _is_guessing(staff: User) -> bool:
    recent = Scan.objects.filter(staff=staff, outcome=Outcome.UNKNOWN, at__gt=Now() - REST)
    return recent.count() >= GUESSES


def _find(typed: str, store: Store) -> tuple[Order | None, Pickup | None]:
    """The order and its pick-up that the typed or read text names; this store's pick-up comes first."""
    code = codes.normal(typed)
    pickups = Pickup.objects.with_order()
    found = None
    if len(code) == codes.LONG:
        found = pickups.filter(code=code).first()
    elif len(code) == codes.SHORT:
        found = pickups.filter(store=store, short_code=code).order_by("-collected_at", "-id").first()
    if found is not None:
        return found.order, found
    order = Order.objects.filter(number=typed.strip().upper()).first()
    if order is None:
        return None, None
    pickup_services.open_all(order=order)
    of_order = pickups.filter(fulfilment__order=order)
    return order, min(of_order, key=lambda one: (one.store_id != store.pk, one.pk), default=None)


def _outcome(order: Order | None, pickup: Pickup | None, store: Store) -> str:
    """What a code means at this counter, the gravest reason first."""
    if order is None:
        return Outcome.UNKNOWN
    return _of_order(order, pickup) or _of_pickup(order, pickup, store)


def _of_order(order: Order, pickup: Pickup | None) -> str:
    """Why nothing of this order may be handed over anywhere; empty when something may."""
    if pickup is not None and pickup.collected_at is not None:
        return Outcome.ALREADY_COLLECTED
    reasons = {
        Order.State.CANCELLED: Outcome.CANCELLED,
        Order.State.EXPIRED: Outcome.EXPIRED,
    }
    if (state := Order.State(order.state)) in reasons:
        return reasons[state]
    if order.payment_state == Order.PaymentState.REFUNDED:
        return Outcome.REFUNDED
    return Outcome.UNPAID if order.payment_state == Order.PaymentState.DUE else ""


def _of_pickup(order: Order, pickup: Pickup | None, store: Store) -> str:
    if pickup is None:
        return Outcome.NOT_HERE
    if pickup.fulfilment.state == Fulfilment.State.DONE:
        return Outcome.ALREADY_COLLECTED
    if pickup.fulfilment.state == Fulfilment.State.CANCELLED:
        return Outcome.CANCELLED
    if pickup.store_id != store.pk:
        return Outcome.WRONG_STORE
    if order.payment_state == Order.PaymentState.DUE_IN_STORE:
        return Outcome.TO_PAY
    return Outcome.PREVIEWED if pickup.fulfilment.state == Fulfilment.State.READY else Outcome.NOT_READY


def _take_money(pickup: Pickup, staff: User, store: Store) -> None:
    fresh = Pickup.objects.with_order().get(pk=pickup.pk)
    if _outcome(fresh.order, fresh, store) == Outcome.TO_PAY:
        counter.take(order=fresh.order, staff=staff)
