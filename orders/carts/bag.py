"""The bag as shoppers read it and as checkout orders it: lines with today's prices, where they come
from, what is missing, and the whole price."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.urls import reverse

from catalog.pictures.models import Picture
from catalog.products.models import Price, Product, Variant
from orders.carts.dispatch import Found, Wanted, assign
from orders.carts.models import Cart, CartLine, Way
from orders.pricing import services as pricing
from orders.pricing.values import Asked, Piece, Quote
from orders.stock import services as stock
from orders.stores.models import Store


@dataclass(frozen=True)
class BagLine:
    """One line today."""

    line: CartLine
    way: str
    store: Store | None
    found: Found
    price: Decimal | None

    @property
    def variant(self) -> Variant:
        return self.line.variant

    @property
    def product(self) -> Product:
        return self.line.variant.product

    @property
    def picture(self) -> Picture | None:
        return self.variant.picture or self.product.cover

    @property
    def href(self) -> str:
        """The piece's page with this variant chosen."""
        return f"{reverse('product', args=[self.product.handle])}?variant={self.variant.pk}"

    @property
    def quantity(self) -> int:
        """Pieces that can be ordered now."""
        return self.found.quantity if self.price is not None else 0

    @property
    def is_gone(self) -> bool:
        return self.quantity == 0

    @property
    def is_short(self) -> bool:
        return 0 < self.quantity < self.line.quantity

    @property
    def unit_price(self) -> Decimal:
        return self.price or Decimal(0)

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def old_price(self) -> Decimal | None:
        """The price last shown, where it was another."""
        seen = self.line.seen_price
        return seen if seen is not None and self.price is not None and seen != self.price else None

    @property
    def is_sent(self) -> bool:
        """Whether it travels in a parcel (what is delivered by message does not)."""
        return self.way == Way.SHIP and self.variant.is_shippable


@dataclass(frozen=True)
class Parcel:
    """Lines that reach the shopper together."""

    way: str
    store: Store | None
    lines: list[BagLine]

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class Bag:
    """All lines, and the price of those that can be had."""

    lines: list[BagLine]
    quote: Quote

    @cached_property
    def ready(self) -> list[BagLine]:
        return [line for line in self.lines if not line.is_gone]

    @cached_property
    def gone(self) -> list[BagLine]:
        return [line for line in self.lines if line.is_gone]

    @cached_property
    def parcels(self) -> list[Parcel]:
        """What is sent first, then each house."""
        groups: dict[tuple[str, Store | None], list[BagLine]] = {}
        for line in self.ready:
            groups.setdefault((line.way, line.store), []).append(line)
        ordered = sorted(groups, key=lambda key: (key[0] != Way.SHIP, key[1].position if key[1] else 0))
        return [Parcel(way, store, groups[way, store]) for way, store in ordered]

    @cached_property
    def is_sent(self) -> bool:
        return any(line.is_sent for line in self.ready)

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.ready)

    @property
    def prices(self) -> dict[int, Decimal]:
        return {line.line.pk: line.price for line in self.lines if line.price is not None}


def read(cart: Cart | None, *, way: str = "", store: Store | None = None, province: str = "") -> Bag:
    """The bag today, as arranged by its lines, or all of it sent or collected at one store.

    Raises:
        NoDelivery: something is to be sent to a province where nothing is sent.
    """
    lines = _lines(cart) if cart else []
    variants = {line.variant_id: line.variant for line in lines}
    prices = dict(
        Price.objects.filter(variant__in=variants, currency=settings.CURRENCY).values_list(
            "variant_id", "amount"
        )
    )
    routes = {line.pk: _route(line, way, store) for line in lines}
    found = _found(lines, routes, list(variants.values()))
    bag = [BagLine(line, *routes[line.pk], found[line.pk], prices.get(line.variant_id)) for line in lines]
    asked = Asked(currency=settings.CURRENCY, province=province, user_id=cart.user_id if cart else None)
    return Bag(bag, pricing.quote(pieces=[_piece(line) for line in bag if not line.is_gone], asked=asked))


def collectable(cart: Cart, only: Collection[int] | None = None) -> dict[int, int]:
    """How many of the bag's pieces (or of some lines') each house has, by its primary key."""
    there: dict[int, int] = {}
    lines = [line for line in _lines(cart) if line.variant.is_shippable and (only is None or line.pk in only)]
    left = stock.availability({line.variant_id: line.variant for line in lines}.values())
    for line in lines:
        for store_id, count in left[line.variant_id].items():
            taken = line.quantity if count is None else min(count, line.quantity)
            there[store_id] = there.get(store_id, 0) + taken
            if count is not None:
                left[line.variant_id][store_id] = count - taken
    return there


def _lines(cart: Cart) -> list[CartLine]:
    return list(cart.lines.select_related("variant__product__cover", "variant__picture", "store"))


def _route(line: CartLine, way: str, store: Store | None) -> tuple[str, Store | None]:
    """How a line travels; what cannot be carried home in a bag is always sent."""
    if not line.variant.is_shippable or way == Way.SHIP:
        return Way.SHIP, None
    if way == Way.PICKUP:
        return Way.PICKUP, store
    return line.way, line.store


def _found(
    lines: list[CartLine], routes: dict[int, tuple[str, Store | None]], variants: list[Variant]
) -> dict[int, Found]:
    wanted, found = [], {line.pk: Found(None, 0) for line in lines}
    on_sale = set(Product.objects.on_sale().filter(variants__in=variants).values_list("pk", flat=True))
    for line in lines:
        way, store = routes[line.pk]
        can_collect = store is not None and store.is_open and store.offers_pickup
        is_sold = line.variant.is_on_sale and line.variant.product_id in on_sale
        if is_sold and (way == Way.SHIP or can_collect):
            wanted.append(Wanted(line.pk, line.variant, line.quantity, store))
    if wanted:
        senders = list(Store.objects.filter(is_open=True, ships=True))
        found |= assign(wanted, stock.availability([want.variant for want in wanted]), senders)
    return found


def _piece(line: BagLine) -> Piece:
    return Piece(
        key=str(line.line.pk),
        variant_id=line.variant.pk,
        quantity=line.quantity,
        unit_price=line.unit_price,
        is_sent=line.is_sent,
        grams=line.variant.grams,
    )
