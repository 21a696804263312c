"""The bag's lines as they can be had today, by how they travel."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from catalog.pictures.models import Picture
from catalog.products.models import Product, Variant
from minishop.money import ZERO, default_currency
from orders.carts.dispatch import Found
from orders.carts.models import CartLine, Way
from orders.pricing.values import Quote
from orders.rewards.services import Withheld
from orders.stores.models import Store


@dataclass(frozen=True)
class BagLine:
    """One line today."""

    line: CartLine
    way: str
    store: Store | None
    found: Found
    price: Decimal | None
    #: Whether the piece is on sale at all, in whatever way.
    is_offered: bool = True
    #: Why it can't be had for points now, where it is to be.
    withheld: Withheld | None = None

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
    def points(self) -> int:
        """The points its pieces cost."""
        return self.line.reward.points * self.quantity if self.line.reward else 0

    @property
    def cash(self) -> Decimal:
        """What they cost beside the points; without points, what they cost."""
        return self.line.reward.cash * self.quantity if self.line.reward else self.amount

    @property
    def late(self) -> int:
        """How many of them are sent once they are back."""
        return min(self.found.late, self.quantity)

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

    @property
    def currency(self) -> str:
        return default_currency()


@dataclass(frozen=True)
class Parcel:
    """Lines that reach the shopper together."""

    way: str
    store: Store | None
    lines: list[BagLine]
    #: What its pieces cost before coupons: what free delivery asks for.
    worth: Decimal = ZERO

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_late(self) -> bool:
        """Whether it waits for pieces to come back: nobody knows the day."""
        return any(line.late for line in self.lines)

    @property
    def amount(self) -> Decimal:
        return sum((line.cash for line in self.lines), ZERO)

    @property
    def currency(self) -> str:
        return default_currency()


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
        return [self._parcel(way, store, groups[way, store]) for way, store in ordered]

    def _parcel(self, way: str, store: Store | None, lines: list[BagLine]) -> Parcel:
        return Parcel(way, store, lines, self.quote.worth([str(line.line.pk) for line in lines]))

    @cached_property
    def is_sent(self) -> bool:
        return any(line.is_sent for line in self.ready)

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.ready)

    @property
    def prices(self) -> dict[int, Decimal]:
        return {line.line.pk: line.price for line in self.lines if line.price is not None}
