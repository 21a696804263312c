"""The bag as shoppers read it and as checkout orders it: today's prices, where pieces come from, what
is missing, and the whole price.

Everything is looked up once (`load`); then each way of sending it is priced without a further query.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.conf import settings

from catalog.products.models import Price
from orders.carts.dispatch import Found, Free, Wanted, assign
from orders.carts.models import Cart, CartLine, Way
from orders.carts.parcels import Bag, BagLine
from orders.club import of_bag as clubs
from orders.club.of_bag import Club
from orders.pricing import services as pricing
from orders.pricing.values import Asked, Piece
from orders.shipping import services as shipping
from orders.shipping.models import ShippingZone
from orders.shipping.services import Delivery, NoDelivery
from orders.stock import services as stock
from orders.stores.models import Store

#: How each line travels, by its primary key, and where it is collected.
Routes = dict[int, tuple[str, Store | None]]


@dataclass(frozen=True)
class Contents:
    """A bag's lines with all that is known of them at one moment."""

    lines: list[CartLine]
    prices: dict[int, Decimal]
    on_sale: set[int]
    free: Free
    stores: list[Store]
    zones: list[ShippingZone]
    user_id: int | None = None
    #: What can be sent later than now.
    later: Free = field(default_factory=dict)
    #: Variants whose price stands below the one before.
    reduced: Collection[int] = ()
    club: Club = field(default_factory=Club)

    @cached_property
    def houses(self) -> list[Store]:
        """Where one can collect."""
        return [store for store in self.stores if store.offers_pickup]

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)

    def bag(self, *, way: str = "", store: Store | None = None, province: str = "") -> Bag:
        """The bag as arranged by its lines, or all of it sent or collected at one store.

        What can be sent nowhere at all (no zone, too heavy for any rate) counts as not to be had this way.

        Raises:
            NoDelivery: something is to be sent to a province where nothing is sent.
        """
        routes = {line.pk: _route(line, way, store) for line in self.lines}
        try:
            return self._arranged(routes, province, sends=bool(self.zones))
        except NoDelivery:
            if province:
                raise
            return self._arranged(routes, province, sends=False)

    def _arranged(self, routes: Routes, province: str, *, sends: bool) -> Bag:
        found = self._found(routes, sends)
        rows = [
            BagLine(
                line,
                *routes[line.pk],
                found[line.pk],
                self.prices.get(line.variant_id),
                self._is_sold(line),
                self.club.withheld.get(line.pk),
            )
            for line in self.lines
        ]
        pieces = [self._piece(row) for row in rows if not row.is_gone]
        return Bag(rows, pricing.quote(pieces=pieces, asked=self._asked(province)))

    def _asked(self, province: str) -> Asked:
        return Asked(
            settings.CURRENCY,
            province,
            self.user_id,
            zones=tuple(self.zones),
            tier=self.club.tier,
            tickets=self.club.tickets,
            picked=self.club.picked,
        )

    def _piece(self, row: BagLine) -> Piece:
        variant, club = row.variant, self.club
        return Piece(
            key=str(row.line.pk),
            variant_id=variant.pk,
            quantity=row.quantity,
            unit_price=row.unit_price,
            is_sent=row.is_sent,
            grams=variant.grams,
            late=row.found.late,
            product_id=variant.product_id,
            vendor_id=row.product.vendor_id,
            collection_ids=club.collections.get(variant.product_id, frozenset()),
            is_reduced=variant.pk in self.reduced,
            member_price=club.prices.get(variant.pk),
            terms=clubs.terms(row.line),
        )

    def delivery(self, bag: Bag, province: str = "") -> Delivery | None:
        """What sending the bag's parcel there costs and when it comes; None where nothing is sent."""
        sent = [line for line in bag.ready if line.is_sent]
        try:
            return shipping.delivery(
                province=province,
                grams=sum(line.variant.grams * line.quantity for line in sent),
                goods=bag.quote.worth([str(line.line.pk) for line in sent]),
                zones=self.zones,
                is_free=self.club.tier is not None and self.club.tier.free_shipping,
            )
        except NoDelivery:
            return None

    def collectable(self, only: Collection[int] | None = None) -> dict[int, int]:
        """How many of the pieces (or of some lines') each house has, by its primary key."""
        lines = [line for line in self.lines if self._is_sold(line) and line.variant.is_shippable]
        chosen = [line for line in lines if only is None or line.pk in only]
        return {house.pk: _pieces_at(house, chosen, self.free) for house in self.houses}

    def _is_sold(self, line: CartLine) -> bool:
        variant = line.variant
        return variant.is_on_sale and variant.product_id in self.on_sale and variant.pk in self.prices

    def _found(self, routes: Routes, sends: bool) -> dict[int, Found]:
        """The store and the pieces of each line; none where it is not sold, its house is closed, or
        nothing is delivered at all.
        """
        wanted = []
        for line in self.lines:
            way, store = routes[line.pk]
            can_travel = sends if way == Way.SHIP else store in self.houses
            if self._is_sold(line) and can_travel and line.pk not in self.club.withheld:
                wanted.append(Wanted(line.pk, line.variant, line.quantity, store))
        senders = [store for store in self.stores if store.ships]
        return {line.pk: Found(None, 0) for line in self.lines} | assign(
            wanted, self.free, senders, self.later
        )


def load(cart: Cart | None) -> Contents:
    """What lies in the bag and all that is known of it now."""
    related = ("variant__product__cover", "variant__picture", "store", "reward")
    lines = list(cart.lines.select_related(*related)) if cart else []
    variants = {line.variant_id: line.variant for line in lines}
    prices, reduced = _prices(variants)
    club = clubs.load(cart, lines, prices)
    on_sale = clubs.on_sale(club.tier).filter(variants__in=variants)
    free, later = stock.with_later(variants.values()) if lines else ({}, {})
    return Contents(
        lines=lines,
        prices=prices,
        reduced=reduced,
        club=club,
        on_sale=set(on_sale.values_list("pk", flat=True)) if lines else set(),
        free=free,
        later=later,
        stores=list(Store.objects.filter(is_open=True)) if lines else [],
        zones=shipping.tariff() if lines else [],
        user_id=cart.user_id if cart else None,
    )


def read(cart: Cart | None, *, way: str = "", store: Store | None = None, province: str = "") -> Bag:
    """The bag today, one way; see `Contents.bag`."""
    return load(cart).bag(way=way, store=store, province=province)


def _pieces_at(house: Store, lines: Iterable[CartLine], free: Free) -> int:
    wanted: dict[int, int] = {}
    for line in lines:
        wanted[line.variant_id] = wanted.get(line.variant_id, 0) + line.quantity
    left = {variant: free.get(variant, {}).get(house.pk, 0) for variant in wanted}
    return sum(
        quantity if (count := left[variant]) is None else min(count, quantity)
        for variant, quantity in wanted.items()
    )


def _route(line: CartLine, way: str, store: Store | None) -> tuple[str, Store | None]:
    """How a line travels; what cannot be carried home in a bag is always sent."""
    if not line.variant.is_shippable or way == Way.SHIP:
        return Way.SHIP, None
    if way == Way.PICKUP:
        return Way.PICKUP, store
    return line.way, line.store


def _prices(variants: Collection[int]) -> tuple[dict[int, Decimal], set[int]]:
    """What each costs, and which of them cost more before."""
    if not variants:
        return {}, set()
    rows = Price.objects.filter(variant__in=variants, currency=settings.CURRENCY)
    told = list(rows.values_list("variant_id", "amount", "compare_at"))
    reduced = {pk for pk, amount, before in told if before is not None and before > amount}
    return {pk: amount for pk, amount, _before in told}, reduced
