"""Three pieces that may be owed, twelve who would wait; two sales that cross the level at once."""

import pytest
from django.db import IntegrityError

from minishop.events.models import Event
from orders.carts import bag as bags_of
from orders.stock import levels
from orders.stock import services as stock
from orders.stock.models import OutOfStock, StockItem
from orders.stock.services import Hold
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS, HERE, OWED = 12, 1, 2


def buyers_who_wait(race):
    house = factories.store()
    lipstick = factories.variant(stock={house: HERE})
    item = StockItem.objects.get(variant=lipstick)
    levels.allow_backorders(item=item, limit=OWED)
    answers = race(
        BUYERS,
        lambda i: stock.reserve(
            lines=[Hold(lipstick, house, 1, f"buyer:{i}", may_wait=True)], expires_at=None
        ),
    )
    item.refresh_from_db()
    return answers, item


def test_exactly_what_may_be_owed_is_promised(race):
    answers, item = buyers_who_wait(race)

    assert sum(isinstance(answer, OutOfStock) for answer in answers) == BUYERS - HERE - OWED
    assert (item.on_hand, item.reserved) == (HERE, HERE + OWED)
    assert findings("S1") + findings("S2") == []


def test_nobody_waits_for_a_parcel_who_was_not_told(race):
    """All but one saw a piece that another was faster to take; some of them see so and are asked anew."""
    factories.zone()
    house = factories.store()
    lipstick = factories.variant(stock={house: HERE})
    item = StockItem.objects.get(variant=lipstick)
    levels.allow_backorders(item=item, limit=OWED)
    bags = [factories.cart((lipstick, 1)) for _ in range(4)]
    told = factories.details()
    seen = [bags_of.read(bag, way=told.way, province=told.province).quote.digest for bag in bags]

    race(4, lambda i: factories.place(bags[i], accepted=seen[i]))

    item.refresh_from_db()
    assert (item.on_hand, item.reserved) == (HERE, HERE)


def test_without_the_condition_the_constraint_refuses_what_is_over_the_limit(race, until, monkeypatch):
    """Guard off: `GUARD` is no part of the UPDATE; `stock_not_oversold` behind it then speaks."""
    monkeypatch.setattr(stock, "GUARD", "")

    def damaged() -> bool:
        answers, item = buyers_who_wait(race)
        assert item.reserved == HERE + OWED
        return sum(isinstance(answer, IntegrityError) for answer in answers) == BUYERS - HERE - OWED

    assert until(damaged)


def fall(race) -> int:
    """How often staff are told when six pieces become two by sales at the same moment."""
    house = factories.store()
    lipstick = factories.variant(stock={house: 6})
    race(4, lambda i: stock.reserve(lines=[Hold(lipstick, house, 1, f"sale:{i}")], expires_at=None))
    item = StockItem.objects.get(variant=lipstick)
    assert item.available == 2
    assert item.is_low_news
    return Event.objects.filter(name="stock.low", data__variant=lipstick.pk).count()


def test_sales_that_cross_the_level_together_are_told_once(race):
    assert [fall(race) for _ in range(3)] == [1, 1, 1]


def test_read_apart_from_the_sale_the_fall_is_told_twice_or_not_at_all(race, until, monkeypatch):
    """Guard off: what was there is read beside the UPDATE, not by it."""
    shift = stock._shift

    def beside(item_id: int, *, on_hand: int = 0, reserved: int = 0, may_wait: bool = False) -> int | None:
        before = StockItem.objects.get(pk=item_id).available
        left = shift(item_id, on_hand=on_hand, reserved=reserved, may_wait=may_wait)
        after = StockItem.objects.get(pk=item_id).available
        if left is not None and after <= 3 < before:
            stock.low.fell(item_id, available=after)
        return left

    monkeypatch.setattr(stock, "_tell", lambda *_told: None)
    monkeypatch.setattr(stock, "_shift", beside)

    def damaged() -> bool:
        house = factories.store()
        lipstick = factories.variant(stock={house: 6})
        race(4, lambda i: stock.reserve(lines=[Hold(lipstick, house, 1, f"sale:{i}")], expires_at=None))
        return Event.objects.filter(name="stock.low", data__variant=lipstick.pk).count() != 1

    assert until(damaged)
