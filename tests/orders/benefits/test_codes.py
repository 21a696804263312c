"""A code in a bag is taken when its order is placed: by guests too, once, while it gives something."""

import pytest

from members.couponcodes import services as couponcodes
from members.coupons.models import Coupon, IssuedCoupon
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts.models import Cart, CartCoupon
from orders.checkout.values import QuoteChanged
from orders.lifecycle import services as lifecycle
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def coupon():
    told = {"kind": "amount", "value": 50, "way": "code", "shared_code": "SPRING", "per_member": None}
    return Coupon.objects.create(title="Spring", **told)


def bag_with(code, user=None):
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 5}), 1, house), user=user)
    CartCoupon.objects.create(cart=bag, code=code)
    return bag


def test_a_guests_code_reduces_the_order_and_its_coupon_is_the_orders(coupon):
    order = factories.place(bag_with("SPRING"))

    issued = IssuedCoupon.objects.get()
    assert (order.total, order.coupons.get().issued, issued.user) == (188, issued, None)
    assert (issued.state, issued.used_for) == ("reserved", order.reference)

    lifecycle.settle(factories.captured(order))
    assert factories.fresh(issued).state == "used"


def test_the_code_leaves_the_bag_with_its_order(coupon):
    bag = bag_with("SPRING")
    Cart.objects.update(picks_best=False)
    bag.refresh_from_db()
    CartCoupon.objects.get()
    factories.place(bag)

    assert not CartCoupon.objects.exists()
    assert factories.fresh(bag).picks_best


def test_a_code_that_gives_nothing_any_more_takes_nothing_off(coupon):
    bag = bag_with("SPRING")
    Coupon.objects.update(is_on=False)

    assert bags.read(bag).quote.total == 238


def test_a_code_that_was_the_last_a_moment_ago_is_a_difference_to_accept(coupon, monkeypatch):
    bag = bag_with("SPRING")
    monkeypatch.setattr("orders.checkout.services.check", lambda *args: Coupon.objects.update(claim_limit=0))

    with pytest.raises(QuoteChanged):
        factories.place(bag)

    assert not IssuedCoupon.objects.exists()


def test_a_guests_code_joins_the_members_bag(coupon):
    user = factories.member()
    kept = carts.merge(guest=bag_with("SPRING"), user=user, own=None)

    assert [one.code for one in kept.coupons.all()] == ["SPRING"]
    assert bags.read(kept).quote.total == 188


def test_coupons_chosen_by_hand_are_the_only_ones_taken(coupon):
    from tests.orders.benefits import own

    user = factories.member()
    small, _big = own.coupon(user, off=10), own.coupon(user, off=90)
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 5}), 1, house), user=user)
    bag.picks_best = False
    bag.save()

    assert bags.read(bag).quote.total == 238
    CartCoupon.objects.create(cart=bag, issued=small)
    assert bags.read(bag).quote.total == 228


def test_a_code_whose_coupon_the_member_has_by_now_reduces_once(coupon):
    Coupon.objects.update(combines_with=["order"])
    wen = factories.member()
    couponcodes.redeem_code(code="SPRING", user=wen, asker="192.0.2.7")

    order = factories.place(bag_with("SPRING", wen), user=wen)

    assert (order.total, IssuedCoupon.objects.get().used_for) == (188, order.reference)
