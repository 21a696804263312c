"""Staff, shoppers and carriers who reach for the same pieces at once."""

import time

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from orders.fulfilment import leaving
from orders.fulfilment.leaving import NothingToSend, NotPaid
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NotCancellable
from orders.orders.models import Order, OrderLine
from orders.shipments import services as shipments
from orders.shipments.models import AskedBack, Shipment, ShipmentLine
from tests.orders.shipments.parcels import counted, pack, to_send

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def unlocked(pk: int) -> Fulfilment:
    """As `leaving.locked`, with its guard off; a moment passes, as it does in a busy house."""
    row = Fulfilment.objects.select_related("order").get(pk=pk)
    time.sleep(0.01)
    return row


def packed(row: Fulfilment) -> int:
    inside = ShipmentLine.objects.filter(shipment__fulfilment=row, shipment__state="packed")
    return sum(inside.values_list("quantity", flat=True))


def both_pack(race, count: int | None = None) -> tuple[list[object], int]:
    row = to_send(3)
    return race(2, lambda _i: pack(row, count)), packed(row)


def test_two_of_staff_pack_the_same_pieces_once(race):
    for _ in range(ROUNDS):
        answers, inside = both_pack(race)
        assert inside == 3
        assert sorted(type(one) for one in answers if not isinstance(one, Shipment)) == [NothingToSend]


def test_without_the_orders_lock_the_same_pieces_lie_in_two_parcels(race, until, monkeypatch):
    """Guard off: both count the pieces before either packs, and four of three lie in parcels."""
    monkeypatch.setattr(leaving, "locked", unlocked)

    assert until(lambda: both_pack(race, 2)[1] == 4)


@transaction.atomic
def ask_back(row: Fulfilment, *, is_locked: bool = True) -> str:
    """All pieces that have not left are asked back, as a return does it."""
    if is_locked:
        Order.objects.select_for_update().get(pk=row.order_id)
    line = OrderLine.objects.get(fulfilment=row)
    if not line.to_send:
        return "left"
    time.sleep(0.01 if is_locked else 0.05)
    OrderLine.objects.filter(pk=line.pk).update(withdrawn=line.to_send)
    return "asked back"


def ship_or_ask_back(race, *, is_locked: bool = True) -> tuple[list[object], OrderLine]:
    row = to_send(2)
    parcel = pack(row)

    def one(i: int) -> object:
        return ask_back(row, is_locked=is_locked) if i else shipments.ship(shipment=parcel, tracking="SF1")

    return race(2, one), row.lines.get()


def test_pieces_are_sent_or_asked_back_never_both(race):
    for _ in range(ROUNDS):
        (sent, asked), line = ship_or_ask_back(race)
        assert (line.sent, line.withdrawn) in {(2, 0), (0, 2)}
        assert isinstance(sent, AskedBack) == (asked == "asked back")


def test_without_the_orders_lock_the_constraint_refuses_to_do_both(race, until, monkeypatch):
    """Guard off: both read the counters as they were; `order_line_sent_once` stands behind them."""
    monkeypatch.setattr(leaving, "locked", unlocked)

    def refused() -> bool:
        answers, _line = ship_or_ask_back(race, is_locked=False)
        return any(isinstance(one, IntegrityError) for one in answers)

    assert until(refused)


def ship_or_cancel(race, count: int = 2) -> tuple[list[object], tuple[str, int]]:
    row = to_send(2)
    parcel = pack(row, count)

    def one(i: int) -> object:
        if i:
            return lifecycle.cancel(order=row.order, refund=True)
        return shipments.ship(shipment=parcel, tracking="SF1")

    return race(2, one), counted(row)


def test_an_order_is_cancelled_or_its_parcel_leaves(race):
    for _ in range(ROUNDS):
        (sent, cancelled), standing = ship_or_cancel(race)
        if isinstance(cancelled, NotCancellable):
            assert (standing, sent.state) == (("shipped", 2), "shipped")
        else:
            assert (standing, type(sent)) == (("cancelled", 0), NotPaid)


def test_without_the_orders_lock_a_parcel_of_a_cancelled_order_leaves(race, until, monkeypatch):
    """Guard off: the order is found paid before it is cancelled, and a part of it leaves after."""
    found_paid = leaving.ensure_may_leave

    def slowly(row: Fulfilment, way: str) -> None:
        found_paid(row, way)
        time.sleep(0.05)

    monkeypatch.setattr(leaving, "locked", unlocked)
    monkeypatch.setattr(leaving, "ensure_may_leave", slowly)

    def left_all_the_same() -> bool:
        (_sent, cancelled), (_state, pieces) = ship_or_cancel(race, 1)
        return pieces == 1 and getattr(cancelled, "state", "") == "cancelled"

    assert until(left_all_the_same)
