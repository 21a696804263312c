"""Verbs of the coupons in a bag: the best by themselves, none, those chosen by hand, and codes.

Nothing is reserved here: a coupon is the order's from placing on. Every verb holds the bag's lock, as
`orders.carts.services` does.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from members.couponcodes import services as couponcodes
from members.coupons.models import Coupon, IssuedCoupon
from orders.carts.models import Cart, CartCoupon


class SignInFirst(Exception):
    """The code's coupon belongs to one member: whoever tells it has to be signed in."""

    def __init__(self, coupon: Coupon) -> None:
        self.coupon = coupon
        super().__init__(str(coupon))


@transaction.atomic
def best(*, cart: Cart) -> None:
    """The bag takes whichever of its member's coupons take off most; codes that were told stay."""
    _picks(cart, best=True)
    cart.coupons.filter(code="").delete()


@transaction.atomic
def none(*, cart: Cart) -> None:
    """The bag takes no coupon this time; the member keeps them all."""
    _picks(cart, best=False)
    cart.coupons.all().delete()


@transaction.atomic
def choose(*, cart: Cart, issued: Iterable[int], codes: Iterable[str] = ()) -> None:
    """The bag takes these coupons of its member and these codes, and no other; strangers' are left out."""
    _picks(cart, best=False)
    own = IssuedCoupon.objects.usable().filter(user=cart.user_id, pk__in=list(issued)) if cart.user_id else ()
    cart.coupons.exclude(code__in=list(codes)).delete()
    CartCoupon.objects.bulk_create([CartCoupon(cart=cart, issued=one) for one in own])


def tell(*, cart: Cart, code: str, asker: str) -> Coupon:
    """The bag has what the code gives: a member's own coupon from now on, a guest's once they order.

    Raises:
        BadCouponCode: it gives nothing.
        TooManyCodes: too many were told.
        SignInFirst: it is for one member.
    """
    if cart.user:
        issued = couponcodes.redeem_code(code=code, user=cart.user, asker=asker)
        _add(cart, issued)
        return issued.coupon
    coupon, kept = couponcodes.peek_code(code=code, user=None, asker=asker)
    if coupon.wants_member:
        raise SignInFirst(coupon)
    note(cart=cart, code=kept)
    return coupon


@transaction.atomic
def _add(cart: Cart, issued: IssuedCoupon) -> None:
    """Where coupons are chosen by hand, this one is chosen too."""
    Cart.objects.select_for_update().get(pk=cart.pk)
    if not cart.picks_best:
        CartCoupon.objects.get_or_create(cart=cart, issued=issued, code="")


@transaction.atomic
def note(*, cart: Cart, code: str) -> None:
    """The bag knows the code, once; what it gives is taken when an order is placed."""
    _held(cart)
    CartCoupon.objects.get_or_create(cart=cart, code=code, issued=None)


@transaction.atomic
def drop(*, cart: Cart, code: str) -> None:
    """The bag no longer knows the code."""
    _held(cart)
    cart.coupons.filter(code=code).delete()


def _picks(cart: Cart, *, best: bool) -> None:
    Cart.objects.filter(pk=cart.pk).update(picks_best=best, updated_at=Now())
    cart.picks_best = best


def _held(cart: Cart) -> Any:
    return Cart.objects.filter(pk=cart.pk).update(updated_at=Now())
