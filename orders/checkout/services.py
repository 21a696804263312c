"""Placing an order: once for each checkout key, computed here, with its pieces held."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from members.accounts import services as accounts
from minishop import clock, events, idempotency
from minishop.retries import retried
from orders.benefits import services as benefits
from orders.carts import bag as bags
from orders.carts.models import Cart, random_token
from orders.carts.parcels import Bag
from orders.checkout import rows
from orders.checkout.values import Details, Difference, NothingToOrder, QuoteChanged
from orders.lifecycle import services as lifecycle
from orders.lifecycle.pieces import holds
from orders.orders.models import Order, OrderLine
from orders.stock import services as stock
from orders.stock.services import Hold


@retried
def place(*, cart: Cart, details: Details, checkout_key: str, accepted: str, user: Any = None) -> Order:
    """The order that belongs to the checkout key, placed now or before.

    Its pieces are held until `expires_at` by the database's clock; an order of total 0 is paid.
    `accepted` is the digest of the quote the shopper saw.

    Raises:
        QuoteChanged: price, stock or total differ from what was accepted, or what of the member's own was to
            be used (points, a coupon) has just been used otherwise.
        OutOfStock: someone was faster by a moment.
        NothingToOrder: no line can be had, or the bag has joined another.
        NoDelivery: nothing is sent there.
        Closed: the member's account is closed, or being erased.
    """
    answer = idempotency.once(
        scope="checkout",
        key=checkout_key,
        fingerprint="order",
        work=lambda: {"order": _place(cart, details, checkout_key, accepted, user).pk},
    )
    return Order.objects.get(pk=answer["order"])


@transaction.atomic
def _place(cart: Cart, details: Details, key: str, accepted: str, user: Any) -> Order:
    if user is not None:
        accounts.hold(user)
    cart = _locked(cart)
    contents = bags.load(cart)
    bag = contents.bag(way=details.way, store=details.store, province=details.province)
    check(cart, bag, key, accepted)
    delivery = contents.delivery(bag, details.province)
    now = clock.now()
    expires_at = now + timedelta(minutes=settings.HOLD_MINUTES)
    order, written = rows.write(bag=bag, details=details, key=key, user=user, expires_at=expires_at)
    late = [line for line in bag.ready if line.late]
    days = delivery.days if delivery else None
    rows.promise(order, now=now, days=days, late={line.found.store for line in late})
    events.emit("order.placed", subject=order, actor=user, total=str(order.total))
    _empty(cart, bag)
    _take(order, bag, written)
    lines = _agreed(order, {line.variant.pk for line in late})
    stock.reserve(lines=lines, expires_at=expires_at)  # last: what everyone waits for is held briefly
    if order.total == 0:
        lifecycle.pay_nothing(order=order)
    return order


def _take(order: Order, bag: Bag, written: dict[str, OrderLine]) -> None:
    """What the order uses of its member's is its own."""
    try:
        benefits.take(order=order, quote=bag.quote, lines=written)
    except benefits.NotToBeHad as problem:
        raise QuoteChanged([Difference("own")]) from problem


def _agreed(order: Order, late: set[int]) -> list[Hold]:
    """The order's holds; only what the shopper was told to wait for may be sent later."""
    return [replace(hold, may_wait=hold.may_wait and hold.variant.pk in late) for hold in holds(order)]


def _locked(cart: Cart) -> Cart:
    row = Cart.objects.select_for_update().filter(pk=cart.pk).first()
    if row is None:
        raise NothingToOrder
    return row


def check(cart: Cart, bag: Bag, key: str, accepted: str) -> None:
    """Returns only if the bag can be ordered as accepted."""
    if not bag.ready:
        raise NothingToOrder
    if bag.quote.digest != accepted or cart.checkout_key != key:
        raise QuoteChanged(differences(bag))


def differences(bag: Bag) -> list[Difference]:
    """What is not as the shopper last saw it, and the total there is now."""
    found = []
    for line in bag.lines:
        title = f"{line.product.t.title}, {line.variant.label}".rstrip(", ")
        if line.is_gone:
            found.append(Difference("gone", title))
        elif line.is_short:
            found.append(Difference("fewer", title, line.line.quantity, line.quantity))
        if line.late:
            found.append(Difference("late", title, line.quantity, line.late))
        if not line.is_gone and line.old_price is not None:
            found.append(Difference("price", title, line.old_price, line.price))
    return [*found, Difference("total", after=bag.quote.total)]


def _empty(cart: Cart, bag: Bag) -> None:
    """Ordered lines and the coupons chosen for them leave the bag; its next order has a key of its own."""
    cart.lines.filter(pk__in=[line.line.pk for line in bag.ready]).delete()
    cart.coupons.all().delete()
    Cart.objects.filter(pk=cart.pk).update(checkout_key=random_token(), picks_best=True)
