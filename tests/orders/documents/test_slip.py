import re

import pytest

from orders.documents import slips, tickets
from orders.fulfilment.models import Fulfilment
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from tests import factories
from tests.minishop.pdf import drawn
from tests.orders.documents import making

pytestmark = pytest.mark.django_db

#: Any amount, however it is written.
PRICE = re.compile(r"[¥￥$€]|CNY|\d\.\d\d\b|238|1,?280|Total|合计|价|Price|Amount")


@pytest.fixture
def house():
    return factories.store(name="Wukang Road", address="376 Wukang Road", phone="021 5555 8888")


@pytest.fixture
def arc(house):
    product = factories.product(title="Arc Bag")
    return factories.variant(
        stock={house: 20}, price=1280, product=product, sku="ARC", option_values=["Plum"]
    )


@pytest.fixture
def veil(house):
    product = factories.product(title="Silk Veil")
    return factories.variant(stock={house: 20}, product=product, sku="VEIL", option_values=["Fig"])


def slip(*orders):
    return drawn.words(slips.slips(making.rows(*orders), made_at=making.AT))


def test_it_tells_what_lies_in_the_parcel_and_what_it_cost(house, arc):
    order = making.order(house, (arc, 2))
    told = slip(order)
    assert "Packing slip" in told
    assert order.number in told
    assert "Arc Bag\nPlum / ARC" in told
    assert "¥1,280 ¥2,560" in told
    assert "88 Huaihai Road" in told
    assert "376 Wukang Road" in told


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_gift_tells_no_price_and_carries_its_words(house, arc, veil, language):
    note = "生日快乐！With love 🎁"
    order = making.order(house, (arc, 1), (veil, 1), language=language, is_gift=True, gift_note=note)
    told = slip(order).replace(order.number, "")
    assert "生日快乐！With love" in told
    assert "Arc Bag" in told
    assert PRICE.findall(told) == []


def test_the_same_slip_without_a_gift_would_have_told_them(house, arc):
    assert PRICE.findall(slip(making.order(house, (arc, 1))))


def test_what_follows_and_what_left_before_is_told_apart(house, arc, veil):
    order = making.order(house, (arc, 3), (veil, 1))
    row = order.fulfilments.get()
    making.pack(row, state="shipped", ARC=1)
    making.pack(row, ARC=1)
    told = slip(order)
    assert "Arc Bag\nPlum / ARC\n1 " in told
    assert "Follows in another parcel\n1 × Arc Bag, Plum\n1 × Silk Veil, Fig" in told
    assert "Was sent before\n1 × Arc Bag, Plum" in told
    assert "Total of the order" in told


def test_each_parcel_has_a_slip_of_its_own(house, arc, veil):
    order = making.order(house, (arc, 1), (veil, 1))
    row = order.fulfilments.get()
    making.pack(row, ARC=1)
    making.pack(row, VEIL=1)
    pages = drawn.pages(slips.slips(making.rows(order), made_at=making.AT))
    assert len(pages) == 2
    assert "VEIL" not in pages[0].split("Follows")[0]
    assert all("1 / 1" in page for page in pages)


def test_what_is_collected_elsewhere_is_told(house, arc, veil):
    factories.zone()
    order = factories.place(factories.cart((arc, 1), (veil, 1, house)))
    factories.lifecycle.settle(factories.captured(order))
    parcel = making.rows(order)[:1] if making.rows(order)[0].way == "ship" else making.rows(order)[1:]
    told = drawn.words(slips.slips(parcel, made_at=making.AT))
    assert "To be collected at Wukang Road\n1 × Silk Veil, Fig" in told


def test_each_slip_speaks_its_order_s_language(house, arc):
    english, chinese = making.order(house, (arc, 1)), making.order(house, (arc, 1), language="zh-hans")
    pages = drawn.pages(slips.slips(making.rows(english, chinese), made_at=making.AT))
    assert "Packing slip" in pages[0]
    assert "装箱单" in pages[1]


def test_a_name_no_font_can_write_is_no_obstacle(house, arc):
    order = making.order(house, (arc, 1), contact_name="👩‍🎤 נועה \u202egnp")
    assert "□□□□" in slip(making.order(house, (arc, 1), way="pickup", contact_name=order.contact_name))


def test_a_bag_s_label_is_opened_by_its_code(house, arc):
    order = making.order(house, (arc, 2), way="pickup", contact_name="Zhao Qiang")
    pickup.prepare(order=order)
    Fulfilment.objects.filter(order=order).update(shelf="B14", keep_until=making.AT)
    data = tickets.tickets(making.rows(order), made_at=making.AT)
    code = Pickup.objects.get(fulfilment__order=order)
    told = drawn.words(data)
    assert drawn.sizes(data) == [(100, 150)]
    assert drawn.codes(data) == [code.code]
    assert code.code not in told
    for words in (code.spoken, "Zhao Qiang", "B14", "Wukang Road", "2 pieces", "Kept until 22 November 2026"):
        assert words in told
