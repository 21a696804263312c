"""One record is broken on purpose, and its row of the audit fires."""

import pytest

from members.coupons.models import IssuedCoupon
from members.lots.models import PointsSpend
from orders.benefits.models import OrderCoupon, OrderReward
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.rewards.models import Reward
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings
from tests.orders.benefits import own

pytestmark = pytest.mark.django_db
ROWS = ("C3", "W1")


@pytest.fixture(autouse=True)
def order():
    """A paid order with a coupon and a piece for points, beside one whose coupon and points are held."""
    for paid in (False, True):
        user = own.rich(1000)
        own.coupon(user)
        bag = own.put(factories.cart(user=user), own.reward(cost=400, cash=50))
        house = factories.store()
        factories.cart((factories.variant(stock={house: 3}), 1, house), user=user)
        order = factories.place(bag)
        if paid:
            lifecycle.settle(factories.captured(order))
    assert [findings(code) for code in ROWS] == [[], []]
    return factories.fresh(order)


def found(code):
    return [row["what"] for row in findings(code)]


def test_C3_fires_when_a_cancelled_order_has_a_coupon(order):
    corrupt("UPDATE orders_order SET state = 'cancelled' WHERE id = %s", order.pk)

    assert found("C3") == ["by no order that stands"]


def test_C3_fires_when_a_coupon_is_used_for_what_does_not_know_of_it(order):
    IssuedCoupon.objects.filter(used_for=order.reference).update(used_for="order:0")

    assert found("C3") == ["by no order that stands", "not the order's"]


def test_C3_fires_when_an_order_kept_its_reduction_and_gave_the_coupon_up(order):
    order.coupons.update(released_at=order.placed_at)
    order.coupons.get().issued.__class__.objects.filter(used_for=order.reference).update(
        state="ready", used_for=""
    )

    assert found("C3") == ["given up by an order that stands"]


def test_C3_fires_when_two_orders_have_the_same_coupon(order):
    drop_constraint("orders_ordercoupon", "coupon_in_one_order")
    other = Order.objects.exclude(pk=order.pk).get()
    OrderCoupon.objects.filter(order=other).update(issued=order.coupons.get().issued)

    assert "by two orders" in found("C3")


def test_C3_fires_when_a_coupon_took_off_something_else(order):
    order.coupons.update(amount=49)

    assert found("C3") == ["another reduction"]


def test_W1_fires_when_a_count_is_not_its_rows(order):
    Reward.objects.filter(taken_in__line__order=order).update(taken=2)

    assert [(row["stands"], row["counted"]) for row in findings("W1")] == [(2, 1)]


def test_W1_fires_when_the_points_of_a_paid_order_are_not_spent(order):
    PointsSpend.objects.filter(state="spent").update(state="held")

    assert found("W1") == ["open order, points held"]


def test_W1_fires_when_other_points_were_held_than_it_costs(order):
    OrderReward.objects.filter(line__order=order).update(points=401)

    assert [(row["stands"], row["counted"]) for row in findings("W1")] == [(401, 400)]


def test_W1_fires_when_points_came_back_without_their_piece(order):
    PointsSpend.objects.filter(state="spent").update(returned=400)

    assert found("W1") == ["came back"]


def test_W1_fires_when_a_cancelled_order_kept_the_points(order):
    corrupt("UPDATE orders_order SET state = 'cancelled' WHERE id = %s", order.pk)
    Reward.objects.filter(taken_in__line__order=order).update(taken=0)

    assert found("W1") == ["not back"]
