"""A small shop's rows, with the defaults of the demo brand; everyone may add."""

import itertools
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone

from catalog.products import services as products
from catalog.products.models import Product, Variant
from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon, CouponScope, IssuedCoupon
from members.credit import services as credits
from members.credit.models import CreditGrant
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts.models import Cart
from orders.checkout import services as checkout
from orders.checkout.values import Details
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order, OrderLine
from orders.reviews import services as reviews
from orders.reviews.models import Review
from orders.shipping.models import ShippingRate, ShippingZone
from orders.stock import services as stock
from orders.stores.models import Store, StoreStaff
from orders.tenders import services as tenders
from payments.attempts.models import Payment

_numbers = itertools.count(1)
ALWAYS = {day: ["00:00", "00:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def store(**fields: Any) -> Store:
    """A house where people collect and from which parcels leave, open day and night."""
    n = next(_numbers)
    told = {"code": f"house-{n}", "name": f"House {n}", "city": "Shanghai", "ships": True, "hours": ALWAYS}
    return Store.objects.create(**told | fields)


def product(**fields: Any) -> Product:
    n = next(_numbers)
    told = {"handle": f"silk-veil-{n}", "title": f"Silk Veil {n}", "status": Product.Status.ACTIVE}
    return Product.objects.create(**told | {"published_at": timezone.now()} | fields)


def variant(*, price: int | str = 238, stock: dict[Store, int] | None = None, **fields: Any) -> Variant:
    """One variant of one product, with so many pieces in those stores."""
    n = next(_numbers)
    told = {"sku": f"LL-{n}", "option_values": [f"Rosewood {n}"], "grams": 28}
    row = Variant.objects.create(**told | {"product": fields.pop("product", None) or product()} | fields)
    products.set_price(variant=row, amount=Decimal(price))
    for place, pieces in (stock or {}).items():
        receive(row, place, pieces)
    return row


def receive(variant: Variant, store: Store, quantity: int) -> None:
    """More pieces lie in the store."""
    reference = f"delivery-{next(_numbers)}"
    stock.receive(variant=variant, store=store, quantity=quantity, reference=reference)


def zone(*, price: int = 12, free_from: int | None = 600, **fields: Any) -> ShippingZone:
    """Delivery to the whole country unless provinces are given."""
    row = ShippingZone.objects.create(**{"name": "Mainland", "promise": "In two to three days"} | fields)
    ShippingRate.objects.create(zone=row, price=price, free_from=free_from)
    return row


def member(**fields: Any) -> User:
    n = next(_numbers)
    return User.objects.create_user(**{"email": f"wen{n}@example.com", "name": "Wen Li"} | fields)


def staff(role: str = "clerk", store: Store | None = None, **fields: Any) -> User:
    """Someone who works here: a clerk of one store, or an admin of all."""
    person = member(is_staff=True, is_superuser=role == "admin", password="moonrise", **fields)
    if store:
        StoreStaff.objects.create(store=store, user=person)
    if role == "clerk":
        person.user_permissions.add(Permission.objects.get(codename="scan_codes"))
    return person


def cart(*lines: tuple[Any, ...], user: User | None = None) -> Cart:
    """A bag of (variant, quantity) or (variant, quantity, store to collect at)."""
    bag = Cart.objects.get_or_create(user=user)[0] if user else Cart.objects.create()
    for variant, quantity, *place in lines:
        way = "pickup" if place else "ship"
        carts.add(cart=bag, variant=variant, quantity=quantity, way=way, store=place[0] if place else None)
    return bag


def details(**fields: Any) -> Details:
    told = {"name": "Wen Li", "phone": "+8613800138000", "province": "Shanghai", "street": "88 Huaihai Road"}
    return Details(**told | {"city": "Shanghai", "district": "Huangpu"} | fields)


def place(bag: Cart, *, user: User | None = None, key: str = "", accepted: str = "", **fields: Any) -> Order:
    """The bag's order, accepted as it stands."""
    bag.refresh_from_db()
    told = details(**fields)
    accepted = accepted or bags.read(bag, way=told.way, store=told.store, province=told.province).quote.digest
    return checkout.place(
        cart=bag, details=told, checkout_key=key or bag.checkout_key, accepted=accepted, user=user or bag.user
    )


def credit(user: User, amount: int | str = 120) -> CreditGrant:
    """The member has so much more store credit."""
    return credits.grant(user=user, amount=Decimal(amount), reason="goodwill", key=f"gift-{next(_numbers)}")


def mixed(*, held: int | str = 100, paid: bool = True, **fields: Any) -> Order:
    """A member's order of which store credit holds a part and a gateway pays, or is to pay, the rest."""
    placed = order(paid=False, **{"user": member()} | fields)
    credit(placed.user, held)
    tenders.hold(order=placed, code="store-credit")
    if paid:
        lifecycle.settle(captured(placed, amount=tenders.due(placed).amount))
        placed.refresh_from_db()
    return placed


def coupon(**fields: Any) -> Coupon:
    """¥80 off, once for each member, to be claimed, unless said otherwise."""
    told = {"title": f"Moon {next(_numbers)}", "kind": "amount", "value": Decimal(80)}
    tiers, scopes = fields.pop("tiers", ()), fields.pop("scopes", ())
    row = Coupon.objects.create(**told | fields)
    row.tiers.set(tiers)
    for scope in scopes:
        CouponScope.objects.create(coupon=row, **scope)
    return row


def issued(user: User | None = None, offer: Coupon | None = None, **fields: Any) -> IssuedCoupon:
    """A coupon that staff gave a member."""
    offer = offer or coupon(**fields)
    source = f"gift:{next(_numbers)}"
    return coupons.issue(coupon=offer, user=user or member(), source=source, actor=staff("admin"))


def order(
    *, paid: bool = True, way: str = "pickup", pieces: int = 1, at: Store | None = None, **fields: Any
) -> Order:
    """An order for one variant at a house of its own, paid unless said otherwise."""
    at = at or store()
    what = fields.pop("variant", None) or variant(stock={at: 5})
    if way == "ship" and not ShippingZone.objects.exists():
        zone()
    placed = place(cart((what, pieces, at) if way == "pickup" else (what, pieces)), **fields)
    if paid:
        lifecycle.settle(captured(placed))
        placed.refresh_from_db()
    return placed


def payment(order: Order, **fields: Any) -> Payment:
    """A live attempt to pay the order."""
    told = {"number": f"P{next(_numbers):012d}", "reference": order.reference, "gateway": "sandbox"}
    told |= {"amount": order.total, "currency": order.currency, "state": Payment.State.PENDING}
    return Payment.objects.create(**told | fields)


def captured(order: Order, **fields: Any) -> Payment:
    """Money that arrived for the order and is not settled yet."""
    told = {"state": Payment.State.CAPTURED, "captured_at": timezone.now()}
    amount, currency = fields.get("amount", order.total), fields.get("currency", order.currency)
    return payment(order, **told | {"captured_amount": amount, "captured_currency": currency} | fields)


def arrived(*, days: int = 0, again: OrderLine | None = None, **fields: Any) -> OrderLine:
    """The line of an order whose pieces came so many days ago; `again` the same piece from the same house."""
    if again:
        house = again.fulfilment.store
        receive(again.variant, house, 1)
        fields |= {"variant": again.variant, "at": house}
    placed = order(**fields)
    at = timezone.now() - timedelta(days=days)
    placed.fulfilments.update(state="done", done_at=at)
    line = placed.lines.select_related("variant__product", "order").get()
    line.sent = line.quantity
    line.save(update_fields=["sent"])
    return line


def review(*, line: OrderLine | None = None, state: str = "published", **fields: Any) -> Review:
    """What a buyer wrote, read by staff unless it waits."""
    told = {"rating": 5, "text": "Softer than it looks.", "name": "Wen"} | fields
    row = reviews.write(line=line or arrived(), **told)
    if state == "published":
        return reviews.publish(review=row, seen=row.written_at)
    if state == "refused":
        return reviews.refuse(review=row, seen=row.written_at, reason="Not about the piece.")
    return row


def fresh(row: Any) -> Any:
    """The row as it stands now."""
    return type(row)._base_manager.get(pk=row.pk)
