"""Points that are a price: held with the order, spent when it is paid, the member's again when it is over."""

import pytest

from members.points import services as points
from orders.benefits.models import OrderReward
from orders.carts import bag as bags
from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.returns import services as returns
from orders.returns.rules import Piece
from tests import factories
from tests.orders.benefits import own

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return own.rich(1000)


def taken(reward):
    return factories.fresh(reward).taken


def test_an_order_for_points_alone_is_paid_when_placed(user):
    reward = own.reward(cost=400, per_member=None)
    order = own.ordered(user, reward, 2)

    assert (order.goods_total, order.total, order.payment_state) == (476, 0, "paid")
    assert [(one.label, one.amount) for one in order.adjustments.all()] == [("With 800 points", -476)]
    assert (own.free(user), points.figures(user).held, taken(reward)) == (200, 0, 2)


def test_points_are_held_until_the_money_beside_them_is_there(user):
    order = own.ordered(user, own.reward(cost=400, cash=50))

    assert (order.total, order.payment_state) == (50, "due")
    assert (own.free(user), points.figures(user).held) == (600, 400)

    lifecycle.settle(factories.captured(order))
    assert (own.free(user), points.figures(user).held) == (600, 0)


@pytest.mark.parametrize("over", [own.run_out, lambda order: lifecycle.cancel(order=order)])
def test_an_order_that_is_over_gives_the_points_back(user, over):
    reward = own.reward(cost=400, cash=50)
    over(own.ordered(user, reward))

    assert (own.free(user), points.figures(user).held, taken(reward)) == (1000, 0, 0)


def test_a_paid_order_that_is_cancelled_gives_them_back(user):
    reward = own.reward(cost=400, cash=50)
    order = own.ordered(user, reward)
    lifecycle.settle(factories.captured(order))
    lifecycle.cancel(order=order, refund=True)

    assert (own.free(user), taken(reward)) == (1000, 0)
    assert OrderReward.objects.get().returned == 400


def test_late_money_takes_the_points_again(user):
    reward = own.reward(cost=400, cash=50)
    order = own.run_out(own.ordered(user, reward))

    assert lifecycle.settle(factories.captured(order)).outcome == "reinstated"
    assert (own.free(user), taken(reward)) == (600, 1)


def test_late_money_goes_back_where_the_points_were_spent(user):
    reward = own.reward(cost=400, cash=50)
    order = own.run_out(own.ordered(user, reward))
    points.spend(user=user, points=700, reference="elsewhere")

    assert lifecycle.settle(factories.captured(order)).outcome == "refunded"
    assert (own.free(user), taken(reward), factories.fresh(order).state) == (300, 0, "expired")


def test_late_money_goes_back_where_the_last_piece_for_points_was_taken(user):
    reward = own.reward(cost=400, cash=50, limit=1)
    order = own.run_out(own.ordered(user, reward))
    own.ordered(own.rich(500), reward)

    assert lifecycle.settle(factories.captured(order)).outcome == "refunded"
    assert (own.free(user), taken(reward)) == (1000, 1)


def test_a_piece_that_comes_back_brings_its_points(user):
    order = own.ordered(user, own.reward(cost=400, per_member=None), 2)
    returns.ask(
        order=order, pieces=[Piece(order.lines.get(), 1)], kind="refund", reason="changed_mind", key="one"
    )

    assert own.free(user) == 600
    assert OrderReward.objects.get().returned == 400

    returns.ask(
        order=order, pieces=[Piece(order.lines.get(), 1)], kind="refund", reason="changed_mind", key="two"
    )
    assert (own.free(user), factories.fresh(order).state) == (1000, "cancelled")


def test_what_is_sent_instead_carries_the_points_on(user):
    reward = own.reward(cost=400)
    order = own.ordered(user, reward)
    line = order.lines.get()
    other = factories.variant(product=line.variant.product, stock={line.fulfilment.store: 1})
    row = returns.ask(
        order=order, pieces=[Piece(line, 1, other)], kind="exchange", reason="changed_mind", key="one"
    )
    made = factories.fresh(row).replacement
    assert (own.free(user), taken(reward)) == (600, 1)

    lifecycle.cancel(order=made, refund=True)
    assert own.free(user) == 1000


def test_a_reward_for_members_who_have_too_few_points_says_what_is_missing(user):
    bag = own.put(factories.cart(user=user), own.reward(cost=1200))
    line = bags.read(bag).lines[0]

    assert (line.is_gone, line.withheld.why, line.withheld.gap) == (True, "points", 200)
    with pytest.raises(NothingToOrder):
        factories.place(bag)
    assert (own.free(user), Order.objects.count()) == (1000, 0)


@pytest.mark.parametrize(
    ("terms", "why"),
    [({"is_on": False}, "over"), ({"limit": 0}, "none_left"), ({"per_member": 0}, "per_member")],
)
def test_a_reward_one_may_not_have_stays_in_the_bag_and_says_why(user, terms, why):
    bag = own.put(factories.cart(user=user), own.reward(**terms))

    assert [line.withheld.why for line in bags.read(bag).gone] == [why]


def test_one_for_each_member_is_not_had_twice(user):
    reward = own.reward(cost=100, per_member=1)
    own.ordered(user, reward)
    again = own.put(factories.cart(user=user), reward)

    assert [line.withheld.why for line in bags.read(again).gone] == ["per_member"]


def test_points_spent_a_moment_ago_are_a_difference_to_accept(user, monkeypatch):
    bag = own.put(factories.cart(user=user), own.reward(cost=400))
    monkeypatch.setattr(
        "orders.checkout.services.check",
        lambda *args: points.spend(user=user, points=700, reference="elsewhere"),
    )

    with pytest.raises(QuoteChanged):
        factories.place(bag)

    assert not Order.objects.exists()


def test_no_coupon_and_no_member_price_reduces_what_is_had_for_points(user):
    own.coupon(user)
    order = own.ordered(user, own.reward(cost=400, cash=100))

    assert (order.total, order.coupons.count()) == (100, 0)


def test_the_same_piece_for_money_lies_in_a_line_of_its_own(user):
    reward = own.reward(cost=400)
    bag = own.put(factories.cart(user=user), reward)
    house = reward.variant.stock_items.get().store
    factories.cart((reward.variant, 1, house), user=user)

    assert bag.lines.count() == 2
    order = factories.place(bag)
    assert (order.goods_total, order.total, own.free(user)) == (476, 238, 600)
