"""What may be promised beyond what is there, and to whom."""

import pytest

from orders.fulfilment import services as fulfilment
from orders.fulfilment.waiting import NotHere
from orders.lifecycle import services as lifecycle
from orders.shipments import services as shipments
from orders.stock import facts, levels
from orders.stock import services as stock
from orders.stock.models import BackordersPromised, OutOfStock, StockItem
from orders.stock.services import Hold
from tests import factories
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return factories.store()


def lipstick(house, *, pieces: int, limit: int):
    variant = factories.variant(stock={house: pieces})
    levels.allow_backorders(item=StockItem.objects.get(variant=variant), limit=limit)
    return variant


def books(variant) -> tuple[int, int]:
    return StockItem.objects.values_list("on_hand", "reserved").get(variant=variant)


def test_what_may_wait_is_promised_up_to_the_limit_and_no_further(house):
    variant = lipstick(house, pieces=1, limit=2)
    stock.reserve(lines=[Hold(variant, house, 3, "a", may_wait=True)], expires_at=None)

    with pytest.raises(OutOfStock):
        stock.reserve(lines=[Hold(variant, house, 1, "b", may_wait=True)], expires_at=None)

    assert books(variant) == (1, 3)
    assert findings("S1") + findings("S2") == []


def test_what_is_collected_has_to_lie_there(house):
    variant = lipstick(house, pieces=1, limit=5)

    with pytest.raises(OutOfStock):
        stock.reserve(lines=[Hold(variant, house, 2, "a")], expires_at=None)

    assert books(variant) == (1, 0)


def test_what_is_collected_is_taken_before_what_may_wait(house):
    variant = lipstick(house, pieces=1, limit=5)

    sent, collected = Hold(variant, house, 5, "a", may_wait=True), Hold(variant, house, 1, "b")
    stock.reserve(lines=[sent, collected], expires_at=None)

    assert books(variant) == (1, 6)


def test_nothing_is_written_off_that_is_owed(house):
    variant = lipstick(house, pieces=1, limit=5)
    stock.reserve(lines=[Hold(variant, house, 1, "a", may_wait=True)], expires_at=None)

    with pytest.raises(OutOfStock):
        stock.adjust(variant=variant, store=house, quantity=-1, kind="damaged", reference="fall")

    assert books(variant) == (1, 1)


def test_sold_beyond_what_is_there_is_owed_and_made_up_by_what_comes(house):
    variant = lipstick(house, pieces=1, limit=5)
    stock.reserve(lines=[Hold(variant, house, 3, "a", may_wait=True)], expires_at=None)
    stock.sell(references=["a"])
    assert books(variant) == (-2, 0)

    factories.receive(variant, house, 1)
    assert books(variant) == (-1, 0)
    assert stock.availability([variant]) == {variant.pk: {house.pk: 0}}
    factories.receive(variant, house, 4)

    assert books(variant) == (3, 0)
    assert findings("S1") + findings("S2") == []


def test_a_count_leaves_what_is_owed_owed(house):
    variant = lipstick(house, pieces=0, limit=5)
    stock.reserve(lines=[Hold(variant, house, 2, "a", may_wait=True)], expires_at=None)
    stock.sell(references=["a"])

    stock.count(variant=variant, store=house, counted=3, reference="count")

    assert books(variant) == (1, 0)


def test_the_limit_never_falls_below_what_was_promised(house):
    variant = lipstick(house, pieces=0, limit=5)
    stock.reserve(lines=[Hold(variant, house, 2, "a", may_wait=True)], expires_at=None)
    item = StockItem.objects.get(variant=variant)

    with pytest.raises(BackordersPromised) as refused:
        levels.allow_backorders(item=item, limit=1)

    assert refused.value.promised == 2
    item.refresh_from_db()
    assert item.backorder_limit == 5


def test_the_catalogue_says_that_one_has_to_wait(house):
    variant = lipstick(house, pieces=1, limit=5)
    stock.reserve(lines=[Hold(variant, house, 1, "a")], expires_at=None)
    facts.write_down([variant.pk])
    variant.refresh_from_db()
    assert (variant.in_stock, variant.is_backordered, variant.store_codes) == (True, True, [])

    stock.release(references=["a"])
    facts.write_down([variant.pk])
    variant.refresh_from_db()
    assert (variant.in_stock, variant.is_backordered, variant.store_codes) == (True, False, [house.code])


def test_a_house_that_does_not_send_promises_nothing():
    house = factories.store(ships=False)
    variant = lipstick(house, pieces=0, limit=5)
    facts.write_down([variant.pk])
    variant.refresh_from_db()
    assert not variant.in_stock


def test_policies_of_imported_tables_set_the_limit_and_read_back(house):
    variant = factories.variant()
    levels.sell_on(variant=variant, is_allowed=True)
    assert levels.sells_on(variant)
    assert StockItem.objects.get(variant=variant).backorder_limit == levels.USUAL_LIMIT
    stock.reserve(lines=[Hold(variant, house, 2, "a", may_wait=True)], expires_at=None)

    levels.sell_on(variant=variant, is_allowed=False)

    assert StockItem.objects.get(variant=variant).backorder_limit == 2  # as many as were promised


def test_a_parcel_is_not_packed_before_its_pieces_are_back(house):
    variant = lipstick(house, pieces=1, limit=5)
    first = factories.order(way="ship", at=house, variant=variant, pieces=1)
    later = factories.order(way="ship", at=house, variant=variant, pieces=2)
    assert first.fulfilments.get().promised_at is not None
    assert later.fulfilments.get().promised_at is None

    with pytest.raises(NotHere):
        fulfilment.ready(fulfilment=later.fulfilments.get())
    assert later.fulfilments.get().state == "open"
    fulfilment.ready(fulfilment=first.fulfilments.get())
    with pytest.raises(NotHere):
        shipments.send(fulfilment=later.fulfilments.get(), carrier="SF", tracking="1")

    factories.receive(variant, house, 2)
    fulfilment.ready(fulfilment=later.fulfilments.get())
    assert later.fulfilments.get().state == "ready"


def test_a_parcel_whose_piece_lies_there_does_not_wait_for_one_that_is_not_paid(house):
    variant = lipstick(house, pieces=1, limit=5)
    first = factories.order(way="ship", at=house, variant=variant, pieces=1)
    factories.order(way="ship", at=house, variant=variant, pieces=1, paid=False)
    assert books(variant) == (0, 1)

    fulfilment.ready(fulfilment=first.fulfilments.get())

    assert first.fulfilments.get().state == "ready"


def test_a_parcel_does_not_wait_for_pieces_that_are_no_longer_counted(house):
    variant = lipstick(house, pieces=0, limit=5)
    order = factories.order(way="ship", at=house, variant=variant, pieces=1)
    type(variant).objects.filter(pk=variant.pk).update(is_stock_tracked=False)

    fulfilment.ready(fulfilment=order.fulfilments.get())

    assert order.fulfilments.get().state == "ready"


def test_a_cancelled_backorder_owes_nothing(house):
    variant = lipstick(house, pieces=0, limit=5)
    order = factories.order(way="ship", at=house, variant=variant, pieces=2)
    assert books(variant) == (-2, 0)

    lifecycle.cancel(order=order, refund=True)

    assert books(variant) == (0, 0)
    assert findings("S1") + findings("S2") == []


def test_S2_fires_when_more_is_promised_than_may_be_owed(house):
    variant = lipstick(house, pieces=0, limit=2)
    stock.reserve(lines=[Hold(variant, house, 2, "a", may_wait=True)], expires_at=None)
    assert findings("S2") == []

    with_limit = "UPDATE orders_stockitem SET backorder_limit = 1"
    from tests.corruption import drop_constraint

    drop_constraint("orders_stockitem", "stock_not_oversold")
    corrupt(with_limit)

    assert len(findings("S2")) == 1
