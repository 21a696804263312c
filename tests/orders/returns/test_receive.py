from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.functions import Now

from minishop.states import IllegalMove
from orders.returns import services as returns
from orders.returns.models import Return, WrongPieces
from orders.returns_goods import services as goods
from orders.returns_goods import tasks
from orders.stock.models import StockItem, StockMovement
from tests import factories
from tests.orders.returns import asking
from tests.orders.returns.asking import ask, counters, sent, shelf, untouched

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return factories.staff("admin")


def came(order, count=1, fate="shelf"):
    return {asking.line(order).pk: (count, fate)}


def awaited(order, quantity=1, **told) -> Return:
    row = ask(order, quantity, **told)
    return row if row.state == "awaited" else returns.agree(request=row, actor=factories.staff("admin"))


def test_what_came_is_on_the_shelf_and_its_money_on_the_way(clerk):
    order = sent(pieces=2)
    row = goods.send_back(request=awaited(order), carrier="SF", tracking="SF9")
    assert (row.state, row.tracking_number) == ("sent", "SF9")

    row = goods.receive(request=row, pieces=came(order), actor=clerk)

    assert (row.state, row.received_by, asking.back()) == ("refunding", clerk, [238])
    assert (counters(order), shelf(order)) == ((2, 0, 1, 1), 4)
    moved = StockMovement.objects.get(kind="returned")
    assert moved.reference == f"return:{row.pk}:line:{asking.line(order).pk}"


def test_received_twice_it_counts_once(clerk):
    order = sent(pieces=1)
    row = awaited(order)

    for _ in range(2):
        row = goods.receive(request=row, pieces=came(order), actor=clerk)

    assert (counters(order), shelf(order), asking.back()) == ((1, 0, 1, 1), 5, [238])


def test_a_damaged_piece_is_in_the_books_and_not_for_sale(clerk):
    order = sent(pieces=1)

    goods.receive(request=awaited(order), pieces=came(order, fate="damaged"), actor=clerk)

    assert (shelf(order), counters(order)) == (4, (1, 0, 1, 1))
    moved = StockMovement.objects.filter(kind__in=["returned", "damaged"]).values_list("kind", "quantity")
    assert set(moved) == {("returned", 1), ("damaged", -1)}


def test_over_the_counter_it_lies_in_that_house(clerk):
    order, house = sent(pieces=1), factories.store()
    row = awaited(order, back="store", store=house)

    goods.receive(request=row, pieces=came(order), actor=clerk)

    assert shelf(order) == 4
    assert StockItem.objects.get(store=house).on_hand == 1


def test_of_less_that_was_agreed_the_part_goes_back_for_what_came(settings, clerk):
    asking.decided_by_hand(settings)
    order = sent(pieces=2)
    row = returns.agree(request=ask(order, 2), amount=Decimal(300), answer="Worn", actor=clerk)

    row = goods.receive(request=row, pieces=came(order), actor=clerk)

    assert (row.amount, row.agreed_amount, asking.back()) == (238, 150, [150])
    assert counters(order) == (2, 0, 1, 1)


def test_what_is_to_be_looked_at_waits_and_then_goes_on(clerk):
    order = sent(pieces=1)
    row = goods.receive(request=awaited(order), pieces=came(order, fate=""), actor=clerk)
    assert (row.state, asking.back(), shelf(order), counters(order)) == ("received", [], 4, (1, 0, 1, 0))

    row = goods.receive(request=row, pieces=came(order), actor=clerk)

    assert (row.state, asking.back(), shelf(order), counters(order)) == ("refunding", [238], 5, (1, 0, 1, 1))


def test_refused_once_looked_at_nothing_is_counted_as_come_back(clerk):
    order = sent(pieces=1)
    row = goods.receive(request=awaited(order), pieces=came(order, fate=""), actor=clerk)

    row = returns.refuse(request=row, answer="Worn; it goes back to you by SF", actor=clerk)

    assert (row.state, asking.back(), shelf(order)) == ("refused", [], 4)
    assert counters(order) == (1, 0, 0, 0)


@pytest.mark.parametrize("pieces", [{}, {0: (1, "shelf")}, "two", "none", "odd"])
def test_what_can_not_have_come_is_refused(clerk, pieces):
    order = sent(pieces=2)
    row = awaited(order)
    said = {"two": came(order, 2), "none": came(order, 0), "odd": came(order, fate="sold")}
    before = untouched(order)

    with pytest.raises(WrongPieces):
        goods.receive(request=row, pieces=said[pieces] if isinstance(pieces, str) else pieces, actor=clerk)
    assert untouched(order) == before


def test_what_nobody_agreed_to_is_not_received(settings, clerk):
    asking.decided_by_hand(settings)
    order = sent(pieces=1)
    row = ask(order)
    before = untouched(order)

    for verb in (
        lambda: goods.receive(request=row, pieces=came(order), actor=clerk),
        lambda: goods.send_back(request=row, carrier="SF", tracking="SF9"),
        lambda: goods.lapse(request=row, actor=clerk),
    ):
        with pytest.raises(IllegalMove):
            verb()
    assert untouched(order) == before


def test_what_comes_to_a_counter_has_no_parcel():
    order = sent(pieces=1)
    row = awaited(order, back="store", store=factories.store())

    with pytest.raises(IllegalMove):
        goods.send_back(request=row, carrier="SF", tracking="SF9")
    row.refresh_from_db()
    assert (row.state, row.carrier) == ("awaited", "")


def test_told_again_the_number_is_mended():
    order = sent(pieces=1)
    row = goods.send_back(request=awaited(order), carrier="SF", tracking="SF9")

    row = goods.send_back(request=row, carrier="SF Express", tracking="SF10")

    assert (row.state, row.carrier, row.tracking_number) == ("sent", "SF Express", "SF10")


def test_what_never_came_lapses_once_its_time_is_over():
    order = sent(pieces=2)
    late, early = awaited(order), ask(order)
    Return.objects.filter(pk=late.pk).update(goods_by=Now() - timedelta(seconds=1))

    tasks.lapse_returns()
    goods.lapse(request=early)

    states = list(Return.objects.order_by("pk").values_list("state", flat=True))
    assert (states, counters(order)) == (["lapsed", "awaited"], (2, 0, 1, 0))


def test_staff_give_up_a_parcel_that_was_lost(clerk):
    order = sent(pieces=1)
    row = goods.send_back(request=awaited(order), carrier="SF", tracking="SF9")

    assert goods.lapse(request=row, actor=clerk).state == "lapsed"
    assert counters(order) == (1, 0, 0, 0)


def test_it_is_done_once_the_money_is_there_though_its_news_was_lost(clerk):
    order = sent(pieces=1)
    row = goods.receive(request=awaited(order), pieces=came(order), actor=clerk)
    tasks.finish_returns()
    row.refresh_from_db()
    assert row.state == "refunding"

    asking.money_arrives()
    Return.objects.filter(pk=row.pk).update(state="refunding")
    tasks.finish_returns()

    row.refresh_from_db()
    assert row.state == "done"
