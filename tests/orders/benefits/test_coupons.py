"""A coupon is its order's from placing on, used when it is paid, and its member's again when it is over."""

from decimal import Decimal

import pytest

from members.coupons.models import Coupon, IssuedCoupon
from orders.checkout.values import QuoteChanged
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from payments.refunds.models import Refund
from tests import factories
from tests.orders.benefits import own

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.member()


@pytest.fixture
def issued(user):
    return own.coupon(user)


def state(issued):
    row = factories.fresh(issued)
    return row.state, row.used_for


def unpaid(user, **fields):
    return own.bought(user, paid=False, **fields)


def test_the_best_coupon_reduces_the_order_and_is_its_own(user, issued):
    order = unpaid(user)

    assert (order.discount_total, order.total) == (50, 188)
    assert [(one.label, one.amount) for one in order.adjustments.all()] == [("Fifty off", -50)]
    assert [(one.issued, one.amount) for one in order.coupons.all()] == [(issued, 50)]
    assert state(issued) == ("reserved", order.reference)


def test_a_coupon_that_an_order_has_reduces_no_other(user, issued):
    unpaid(user)

    assert unpaid(user).total == 238


def test_paying_uses_it(user, issued):
    order = unpaid(user)
    lifecycle.settle(factories.captured(order))

    assert state(issued) == ("used", order.reference)
    assert factories.fresh(issued.coupon).used == 1


def test_an_order_that_costs_nothing_uses_it_at_once(user):
    issued = own.coupon(user, off=500)
    order = own.bought(user, paid=False)

    assert (order.total, factories.fresh(order).payment_state) == (0, "paid")
    assert state(issued) == ("used", order.reference)


@pytest.mark.parametrize("over", [own.run_out, lambda order: lifecycle.cancel(order=order)])
def test_an_unpaid_order_that_is_over_gives_it_back(user, issued, over):
    order = unpaid(user)
    over(order)

    assert state(issued) == ("ready", "")
    assert order.coupons.get().released_at is not None
    assert unpaid(user).total == 188


def test_a_paid_order_that_is_cancelled_gives_it_back(user, issued):
    order = own.bought(user)
    lifecycle.cancel(order=order, refund=True)

    assert state(issued) == ("ready", "")
    assert Coupon.objects.get().used == 0
    assert Refund.objects.get().amount == 188


def test_one_that_does_not_come_back_from_a_paid_order_has_expired(user):
    issued = own.coupon(user, returns_on_cancel=False)
    lifecycle.cancel(order=own.bought(user), refund=True)

    assert state(issued) == ("expired", "")


def test_late_money_takes_it_again(user, issued):
    order = own.run_out(unpaid(user))
    outcome = lifecycle.settle(factories.captured(order)).outcome

    assert outcome == "reinstated"
    assert state(issued) == ("used", order.reference)
    assert order.coupons.get().released_at is None


def test_late_money_goes_back_once_where_it_was_used_for_another_order(user, issued):
    order = own.run_out(unpaid(user))
    other = own.bought(user)
    payment = factories.captured(order)

    for _ in range(2):
        assert lifecycle.settle(payment).outcome == "refunded"

    assert state(issued) == ("used", other.reference)
    assert Refund.objects.get(payment=payment).amount == 188
    assert (factories.fresh(order).state, order.coupons.filter(released_at=None).count()) == ("expired", 0)


def test_late_money_goes_back_where_it_was_given_to_a_friend(user, issued):
    order = own.run_out(unpaid(user))
    IssuedCoupon.objects.filter(pk=issued.pk).update(user=factories.member())

    assert lifecycle.settle(factories.captured(order)).outcome == "refunded"
    assert state(issued) == ("ready", "")


def test_one_that_was_used_a_moment_ago_is_a_difference_to_accept(user, issued, monkeypatch):
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 5}), 1, house), user=user)
    monkeypatch.setattr("orders.checkout.services.check", lambda *args: _use(issued))

    with pytest.raises(QuoteChanged) as problem:
        factories.place(bag)

    assert [one.kind for one in problem.value.differences] == ["own"]
    assert not Order.objects.exists()


def _use(issued):
    """Somebody is faster by a moment."""
    IssuedCoupon.objects.filter(pk=issued.pk).update(state="reserved", used_for="order:1")


def test_free_delivery_is_taken_off_delivery_and_not_off_pieces(user):
    factories.zone()
    own.coupon(user, kind="delivery", off=0, title="Sent free")
    order = unpaid(user, way="ship")

    assert (order.goods_total, order.discount_total, order.shipping_total) == (238, 0, 0)
    assert [one.amount for one in order.adjustments.all()] == [12, -12]
    assert order.coupons.get().amount == Decimal(12)
