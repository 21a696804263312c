"""Two people at one shelf."""

import pytest

from orders.stock import services as stock
from orders.stock.models import OutOfStock, StockItem
from orders.stock.services import Hold
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_adjust_and_one_who_counts_leave_the_books_whole(race):
    house = factories.store()
    lipstick = factories.variant(stock={house: 50})

    def work(i: int):
        if i == 0:
            return stock.count(variant=lipstick, store=house, counted=40, reference="count")
        return stock.adjust(variant=lipstick, store=house, quantity=-1, kind="damaged", reference=f"fall {i}")

    answers = race(9, work)

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert findings("S1") == []
    assert 32 <= StockItem.objects.get().on_hand <= 40


def test_the_same_delivery_typed_by_two_is_received_once(race):
    house = factories.store()
    lipstick = factories.variant(stock={house: 0})

    race(6, lambda _i: stock.receive(variant=lipstick, store=house, quantity=10, reference="note 7"))

    assert StockItem.objects.get().on_hand == 10


def test_damage_never_takes_what_is_being_promised(race):
    house = factories.store()
    lipstick = factories.variant(stock={house: 4})

    def work(i: int):
        if i % 2:
            return stock.reserve(lines=[Hold(lipstick, house, 1, f"buyer {i}")], expires_at=None)
        return stock.adjust(variant=lipstick, store=house, quantity=-1, kind="damaged", reference=f"fall {i}")

    answers = race(10, work)

    item = StockItem.objects.get()
    assert sum(isinstance(answer, OutOfStock) for answer in answers) == 6
    assert item.available == 0
    assert findings("S1") + findings("S2") == []


def test_read_then_written_movements_are_lost(race, until, monkeypatch):
    """Guard off: the shelf is read and written in two steps; the sum of movements tells the damage."""

    def unguarded(item_id: int, *, on_hand: int = 0, reserved: int = 0) -> int:
        item = StockItem.objects.get(pk=item_id)
        item.on_hand += on_hand
        item.reserved += reserved
        item.save(update_fields=["on_hand", "reserved"])
        return item.available

    monkeypatch.setattr(stock, "_shift", unguarded)
    rounds = iter(range(20))

    def damaged() -> bool:
        n = next(rounds)
        house = factories.store()
        lipstick = factories.variant(stock={house: 50})
        race(8, lambda i: stock.adjust(
            variant=lipstick, store=house, quantity=-1, kind="damaged", reference=f"{n}:{i}"
        ))  # fmt: skip
        return findings("S1") != []

    assert until(damaged)
