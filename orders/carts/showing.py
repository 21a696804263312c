"""What the bag's pages show, in the shopper's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from minishop.money import default_currency
from minishop.templatetags.shop import pieces
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts.bag import Contents
from orders.carts.models import Cart, Way
from orders.carts.parcels import Bag, Parcel
from orders.shipping.services import Delivery
from orders.stores import words
from orders.stores.models import Store


@dataclass(frozen=True)
class Meter:
    """How far it is to free delivery."""

    free_from: Decimal
    amount: Decimal

    @property
    def missing(self) -> Decimal:
        return max(self.free_from - self.amount, Decimal(0))

    @property
    def shown(self) -> Decimal:
        return min(self.amount, self.free_from)

    @property
    def currency(self) -> str:
        return default_currency()


def bag_page(cart: Cart | None) -> dict[str, Any]:
    """The bag with headings, meter and sums; its lines remember the prices shown."""
    contents = bags.load(cart)
    bag = contents.bag()
    carts.saw(lines=contents.lines, prices=bag.prices)
    delivery = contents.delivery(bag)
    now = timezone.now()
    return {
        "bag": bag,
        "bag_pieces": contents.quantity,
        "parcels": [(one, heading(one, delivery, now), meter(one, delivery)) for one in bag.parcels],
        "sums": sums(bag),
        "picks_best": cart is None or cart.picks_best,
    }


def heading(parcel: Parcel, delivery: Delivery | None, now: datetime) -> str:
    """How and when the parcel reaches the shopper."""
    if parcel.way == Way.PICKUP and parcel.store:
        return _("Collect at %(house)s, %(when)s") % {
            "house": parcel.store.t.name,
            "when": words.ready(parcel.store, now),
        }
    if not any(line.is_sent for line in parcel.lines):
        return _("Sent to you by message")
    if parcel.is_late:
        return _("Sent when all of it is here")
    if delivery is None:
        return _("Delivered")
    return _("Delivered, %(day)s") % {"day": words.day(now + timedelta(days=delivery.days))}


def meter(parcel: Parcel, delivery: Delivery | None) -> Meter | None:
    if parcel.way != Way.SHIP or delivery is None or not delivery.free_from:
        return None
    return Meter(delivery.free_from, parcel.worth)


def sums(bag: Bag) -> dict[str, Any]:
    """Rows and total for `_sums.html`."""
    rows: list[dict[str, Any]] = [{"label": pieces(bag.quantity), "amount": bag.quote.goods_total}]
    for change in bag.quote.adjustments:
        rows.append({"label": change.label, "amount": change.amount, "free": not change.amount})
    amounts = [bag.quote.total, *(row["amount"] for row in rows)]
    return {
        "rows": rows,
        "total": bag.quote.total,
        "cents": any(amount != amount.to_integral_value() for amount in amounts),
    }


def wanted(told: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `carts.add` in a valid form; collecting without a house means the first one."""
    way, store = told["way"] or Way.SHIP, told["store"]
    if way == Way.PICKUP and store is None:
        store = Store.objects.for_pickup().first()
    if store is None or not told["variant"].is_shippable:
        way, store = Way.SHIP, None
    quantity = told["quantity"] or 1
    return {
        "variant": told["variant"],
        "quantity": quantity,
        "way": way,
        "store": store if way == Way.PICKUP else None,
    }


def new_quantity(posted: Mapping[str, str], cart: Cart, pk: int) -> int | None:
    """What the pressed button asks for; None when the line is not there."""
    line = cart.lines.filter(pk=pk).first()
    if line is None:
        return None
    if "remove" in posted:
        return 0
    typed = posted.get("quantity", "")
    if typed.isdecimal():
        return int(typed[:9])
    return line.quantity + ("more" in posted) - ("less" in posted)


def parcel_lines(contents: Contents, way: str, store_code: str) -> list[int]:
    """The lines that travel that way now."""
    here = ((line.pk, line.way, line.store.code if line.store else "") for line in contents.lines)
    return [pk for pk, *place in here if place == [way, store_code]]


def way_page(contents: Contents, lines: list[int], asked: dict[str, Any]) -> dict[str, Any]:
    """Each way the parcel could travel, and how many of its pieces can."""
    total = sum(line.quantity for line in contents.lines if line.pk in lines)
    now, there = timezone.now(), contents.collectable(lines)
    houses = [(house, words.ready(house, now), there[house.pk]) for house in contents.houses]
    return {"houses": houses, "total": total, "way": asked["way"], "store": asked["store"]}
