import pytest
from django.utils import translation

from orders.documents import picking, reading
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from tests import factories
from tests.minishop.pdf import drawn
from tests.orders.documents import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return factories.store(name="Wukang Road")


@pytest.fixture
def arc(house):
    product = factories.product(title="Arc Bag", translations={"zh-hans": {"title": "弧形包"}})
    return factories.variant(stock={house: 20}, product=product, sku="ARC", option_values=["Plum"])


def listed(*orders, **told):
    return drawn.words(picking.pick_list(making.rows(*orders), made_at=making.AT, **told))


def test_pieces_are_summed_and_each_order_has_its_share(house, arc):
    two, one = making.order(house, (arc, 2)), making.order(house, (arc, 1), way="pickup")
    told = listed(two, one, actor="Mei")
    assert "3 pieces" in told
    assert told.count("Arc Bag, Plum") == 1
    assert f"2 × {two.number}" in told
    assert f"1 × {one.number}" in told
    assert "By Mei" in told


def test_what_was_chosen_stands_with_its_order(house, arc):
    plain, engraved = making.order(house, (arc, 1)), making.order(house, (arc, 1))
    making.choose(engraved, Initials="W.L.")
    told = listed(plain, engraved)
    assert f"1 × {engraved.number}\nInitials: W.L." in told
    assert f"1 × {plain.number}\nInitials" not in told


def test_what_is_packed_left_or_was_asked_back_is_not_fetched(house, arc):
    order = making.order(house, (arc, 7))
    row = order.fulfilments.get()
    making.pack(row, ARC=2)
    making.pack(row, state="shipped", ARC=1)
    OrderLine.objects.filter(order=order).update(withdrawn=1)
    assert f"3 × {order.number}" in listed(order)


def test_it_is_written_in_the_language_of_who_prints_it(house, arc):
    order = making.order(house, (arc, 1))
    with translation.override("zh-hans"):
        told = listed(order)
    assert "拣货单" in told
    assert "弧形包" in told
    assert "Arc Bag" not in told


def test_a_gift_and_a_wish_are_told(house, arc):
    order = making.order(house, (arc, 1), is_gift=True, note="Please ring twice")
    told = listed(order)
    assert "Gift, no prices" in told
    assert "Please ring" in told
    assert "¥" not in told


def test_two_hundred_orders_fit_on_their_pages(house, arc):
    order = making.order(house, (arc, 1))
    rows = making.rows(order) * 200
    pages = drawn.pages(picking.pick_list(rows, made_at=making.AT))
    told = "\n".join(pages)
    assert len(pages) > 4
    assert f"1 / {len(pages)}" in pages[0]
    assert told.count(f"1 × {order.number}") == 200


def test_many_orders_are_read_in_as_many_queries_as_one(house, arc, django_assert_num_queries):
    orders = [making.order(house, (arc, 1)) for _ in range(4)]
    found = reading.for_paper(Fulfilment.objects.filter(order=orders[0]))
    with django_assert_num_queries(6):
        picking.pick_list(list(found), made_at=making.AT)
    found = reading.for_paper(Fulfilment.objects.filter(order__in=orders))
    with django_assert_num_queries(6):
        picking.pick_list(list(found), made_at=making.AT)
