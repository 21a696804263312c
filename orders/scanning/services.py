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
from orders.orders.models import Order
from orders.pickup.models import Pickup
from orders.scanning import counter, judging, reading
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


def preview(*, code: str, staff: User, store: Store, nonce: str) -> Verdict:
    """One scan is logged and its verdict told; nothing else moved. The same nonce tells the same scan.

    `code` is what was read or typed: a QR's code, a short code of this store, an order number, or a
    member's code.

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
        found = reading.read(code, store, is_limited=_is_guessing(staff))
        scan = Scan.objects.create(nonce=nonce, store=store, staff=staff, right=right, **found)
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
        outcome = judging.judge(order, fresh, store)
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
        outcome = judging.judge(order, pickup, scan.store)
    return Verdict(outcome=outcome, scan=scan, order=order, pickup=pickup)


def _hand_over(pickup: Pickup, staff: User, store: Store) -> str:
    """Collected and done, both or neither; when the fulfilment moved meanwhile, what it means now."""
    try:
        with transaction.atomic():
            if not _collected(pickup, staff):
                return Outcome.ALREADY_COLLECTED
            fulfilment.hand_over(fulfilment=pickup.fulfilment, actor=staff)
    except (IllegalMove, fulfilment.NotPaid, fulfilment.NothingToSend):
        now = Pickup.objects.with_order().get(pk=pickup.pk)
        return judging.judge(now.order, now, store)
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


def _take_money(pickup: Pickup, staff: User, store: Store) -> None:
    fresh = Pickup.objects.with_order().get(pk=pickup.pk)
    if judging.judge(fresh.order, fresh, store) == Outcome.TO_PAY:
        counter.take(order=fresh.order, staff=staff)
