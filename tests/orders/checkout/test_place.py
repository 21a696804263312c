from decimal import Decimal

import pytest

from catalog.products import services as products
from minishop.events.models import Event
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.orders.models import Order
from orders.shipping.services import NoDelivery
from orders.stock.models import Reservation, StockItem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    factories.zone()
    return factories.store()


def test_an_order_holds_its_pieces_until_it_expires(house):
    lipstick = factories.variant(price=238, stock={house: 5})
    bag = factories.cart((lipstick, 2))

    order = factories.place(bag)

    held = Reservation.objects.get()
    assert (held.quantity, held.state, held.expires_at) == (2, "active", order.expires_at)
    assert (order.goods_total, order.shipping_total, order.total) == (476, 12, 488)
    assert order.tax_included == Decimal("56.14")
    assert order.state == "open"
    assert order.payment_state == "due"
    assert not bag.lines.exists()


def test_one_bag_may_be_sent_and_collected(house):
    other = factories.store(ships=False)
    sent, collected = factories.variant(stock={house: 5}), factories.variant(stock={other: 5}, price=680)

    order = factories.place(factories.cart((sent, 1), (collected, 1, other)))

    rows = order.fulfilments.values_list("way", "store", "state")
    assert sorted(rows) == sorted([("pickup", other.pk, "waiting"), ("ship", house.pk, "waiting")])
    assert order.fulfilments.get(way="ship").address.street == "88 Huaihai Road"
    assert None not in order.fulfilments.values_list("promised_at", flat=True)


def test_delivery_is_allocated_to_what_is_sent_and_sums_up(house):
    lines = [(factories.variant(price=price, stock={house: 5}), 1) for price in ("10.01", "20.02", "3.33")]

    order = factories.place(factories.cart(*lines))

    delivery = order.adjustments.get()
    assert sum(delivery.allocations.values_list("amount", flat=True)) == delivery.amount == 12


def test_the_same_key_is_the_same_order(house):
    bag = factories.cart((factories.variant(stock={house: 5}), 2))
    key = bag.checkout_key
    accepted = bags.read(bag, province="Shanghai").quote.digest

    orders = {factories.place(bag, key=key, accepted=accepted).pk for _ in range(3)}

    assert len(orders) == 1
    assert StockItem.objects.get().reserved == 2


def test_the_next_order_of_the_bag_has_a_key_of_its_own(house):
    bag = factories.cart((factories.variant(stock={house: 5}), 1))
    first = factories.place(bag)
    carts.add(cart=bag, variant=factories.variant(stock={house: 5}))

    assert factories.place(bag).pk != first.pk


def test_a_changed_price_is_a_difference_to_accept(house):
    lipstick = factories.variant(price=228, stock={house: 5})
    bag = factories.cart((lipstick, 1))
    seen = bags.read(bag, province="Shanghai")
    carts.saw(lines=bag.lines.all(), prices=seen.prices)
    products.set_price(variant=lipstick, amount=Decimal(238))

    with pytest.raises(QuoteChanged) as refusal:
        factories.place(bag, accepted=seen.quote.digest)

    price, total = refusal.value.differences
    assert (price.kind, price.before, price.after) == ("price", 228, 238)
    assert (total.kind, total.after) == ("total", 250)
    assert not Order.objects.exists()
    assert bag.lines.count() == 1


def test_fewer_pieces_are_a_difference_to_accept(house):
    lipstick = factories.variant(stock={house: 5})
    bag = factories.cart((lipstick, 5))
    seen = bags.read(bag, province="Shanghai")
    factories.place(factories.cart((lipstick, 3)))

    with pytest.raises(QuoteChanged) as refusal:
        factories.place(bag, accepted=seen.quote.digest)

    assert next((d.kind, d.before, d.after) for d in refusal.value.differences) == ("fewer", 5, 2)
    assert Order.objects.count() == 1


def test_a_bag_of_which_nothing_is_left_orders_nothing(house):
    lipstick = factories.variant(stock={house: 1})
    bag = factories.cart((lipstick, 1))
    factories.place(factories.cart((lipstick, 1)))

    with pytest.raises(NothingToOrder):
        factories.place(bag)

    assert Order.objects.count() == 1


def test_nothing_is_sent_where_no_zone_reaches():
    house = factories.store()
    factories.zone(provinces=["Shanghai"])
    bag = factories.cart((factories.variant(stock={house: 5}), 1))

    with pytest.raises(NoDelivery):
        factories.place(bag, province="Tibet")

    assert not Order.objects.exists()
    assert StockItem.objects.get().reserved == 0


def test_an_order_of_nothing_to_pay_is_paid(house):
    sample = factories.variant(price=0, stock={house: 5})

    order = factories.place(factories.cart((sample, 1, house)))

    order.refresh_from_db()
    assert (order.total, order.payment_state, order.expires_at) == (0, "paid", None)
    assert order.fulfilments.get().state == "open"
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (4, 0)


def test_everything_may_be_collected_at_one_house(house):
    bag = factories.cart((factories.variant(stock={house: 5}), 1))

    order = factories.place(bag, way="pickup", store=house)

    assert (order.fulfilments.get().way, order.shipping_total) == ("pickup", 0)


def test_numbers_are_short_and_the_placing_is_told(house):
    order = factories.place(factories.cart((factories.variant(stock={house: 5}), 1)))

    prefix, *groups = order.number.split("-")
    assert (prefix, [len(group) for group in groups]) == ("LL", [4, 4])
    assert Event.objects.filter(name="order.placed", subject=f"order:{order.pk}").count() == 1
