"""What members have of their own: points, coupons, pieces for points; and orders that use them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models.functions import Now

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon, IssuedCoupon
from members.points import services as points
from orders.carts import services as carts
from orders.carts.models import Cart
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.rewards.models import Reward
from tests import factories


def rich(count: int = 1000, **fields: Any) -> User:
    """A member with so many free points."""
    user = factories.member(**fields)
    source = f"gift:{next(factories._numbers)}"
    points.earn(user=user, points=count, kind="grant", source=source)
    return user


def free(user: User) -> int:
    return points.figures(user).free


def reward(*, cost: int = 400, cash: int | str = 0, stock: int = 5, **fields: Any) -> Reward:
    """A piece of ¥238 in a house of its own that costs points."""
    piece = fields.pop("variant", None) or factories.variant(stock={factories.store(): stock})
    return Reward.objects.create(variant=piece, points=cost, cash=Decimal(cash), **fields)


def put(bag: Cart, one: Reward, quantity: int = 1) -> Cart:
    """So many of the reward's pieces lie in the bag, to collect where they are."""
    house = one.variant.stock_items.first().store
    carts.add(cart=bag, variant=one.variant, quantity=quantity, way="pickup", store=house, reward=one)
    return bag


def ordered(user: User, one: Reward, quantity: int = 1, **fields: Any) -> Order:
    """The member's order of so many pieces for points."""
    return factories.place(put(factories.cart(user=user), one, quantity), **fields)


def coupon(user: User, *, off: int | str = 50, **fields: Any) -> IssuedCoupon:
    """The member has a coupon of so much off anything."""
    told = {"title": "Fifty off", "kind": "amount", "value": Decimal(off), "way": "staff", "per_member": None}
    row = Coupon.objects.create(**told | fields)
    return coupons.issue(coupon=row, user=user, source=f"gift:{next(factories._numbers)}")


def run_out(order: Order) -> Order:
    """The order's time is over and nobody paid."""
    Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(minutes=1))
    lifecycle.expire(order=order)
    return factories.fresh(order)


def bought(user: User, *, paid: bool = True, way: str = "pickup", **fields: Any) -> Order:
    """The member's order of one piece of ¥238 out of their own bag, with the best of what they have."""
    house = factories.store()
    piece = factories.variant(stock={house: 5})
    line = (piece, 1, house) if way == "pickup" else (piece, 1)
    order = factories.place(factories.cart(line, user=user), **fields)
    if paid:
        lifecycle.settle(factories.captured(order))
    return factories.fresh(order)
