"""Reads of the shop: a page of pieces, and how many there would be by each filter."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.shop.wishes import Wish

PAGE = 12
BANDS = (500, 1500)  # "under", as quick filters
ORDERS = {
    "newest": ("-published_at", "-id"),
    "loved": ("-sold_count", "-published_at", "-id"),
    "price-up": ("price_from", "id"),
    "price-down": ("-price_from", "id"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of pieces and where it lies among all that were asked for."""

    pieces: list[Product]
    total: int
    page: int

    @property
    def shown(self) -> int:
        return min(self.total, self.page * PAGE)

    @property
    def rest(self) -> int:
        return self.total - self.shown


@dataclass(frozen=True, slots=True)
class Leaf:
    """What filters look at, for one piece on sale."""

    depts: tuple[str, ...]
    colours: tuple[str, ...]
    stores: tuple[str, ...]
    price: Decimal
    in_stock: bool


def departments() -> list[Collection]:
    return shelf.read("departments", lambda: list(Collection.objects.departments()))


def listing(wish: Wish, page: int) -> Listing:
    """The pieces of one page, sold out last."""

    def build() -> Listing:
        found = _wanted(wish)
        total = found.count()
        begin = (page - 1) * PAGE
        cards = found.for_cards()[begin : begin + PAGE] if total > begin else []  # type: ignore[attr-defined]
        return Listing(pieces=list(cards), total=total, page=page)

    return shelf.read(f"listing:{wish.query(page=page)}", build) if is_common(wish) else build()


def is_common(wish: Wish) -> bool:
    """Whether others are likely to ask the same, so that it is worth keeping.

    Anyone can write any address: what is kept must be bounded by the catalogue, not by imagination.
    """
    words = {*wish.dept, *wish.colour, *wish.here}
    if wish.least is not None or wish.most not in (None, *BANDS) or len(words) > 2:
        return False
    return not words or words <= shelf.read("words", _words)


def counts(wish: Wish) -> dict[str, Counter[str]]:
    """How many pieces each choice of a filter would show, the other filters being as they are."""
    return shelf.read(f"counts:{wish.query()}", lambda: _counts(wish)) if is_common(wish) else _counts(wish)


def _counts(wish: Wish) -> dict[str, Counter[str]]:
    leaves = shelf.read("leaves", _leaves)
    groups: dict[str, Callable[[Leaf], Iterable[str]]] = {
        "dept": lambda leaf: leaf.depts,
        "colour": lambda leaf: leaf.colours,
        "here": lambda leaf: leaf.stores,
        "in_stock": lambda leaf: ["1"] if leaf.in_stock else [],
    }
    return {
        group: Counter(
            word
            for leaf in leaves
            if _suits(leaf, wish.without(group))
            for word in dict.fromkeys(words(leaf))
        )
        for group, words in groups.items()
    }


def colours() -> list[dict[str, Any]]:
    """The colours more than one piece comes in, most frequent first."""

    def build() -> list[dict[str, Any]]:
        lists = Product.objects.on_sale().exclude(swatches=[]).values_list("swatches", flat=True)
        swatches: dict[str, dict[str, Any]] = {}
        seen: Counter[str] = Counter()
        for row in lists:
            for swatch in row:
                swatches.setdefault(swatch["name"], swatch)
            seen.update(list(dict.fromkeys(swatch["name"] for swatch in row)))
        return [swatches[name] for name, count in seen.most_common(12) if count > 1]

    return shelf.read("colours", build)


def _wanted(wish: Wish) -> QuerySet[Product]:
    found = Product.objects.on_sale()
    if wish.dept:
        found = found.filter(places__collection__handle__in=wish.dept).distinct()
    if wish.colour:
        any_of = Q()
        for name in wish.colour:
            any_of |= Q(swatches__contains=[{"name": name}])
        found = found.filter(any_of)
    if wish.here:
        found = found.filter(store_codes__overlap=list(wish.here))
    if wish.least is not None:
        found = found.filter(price_from__gte=wish.least)
    if wish.most is not None:
        found = found.filter(price_from__lte=wish.most)
    if wish.in_stock:
        found = found.filter(in_stock=True)
    return found.order_by("-in_stock", *ORDERS[wish.sort])


def _leaves() -> list[Leaf]:
    rows = (
        Product.objects.on_sale()
        .annotate(depts=ArrayAgg("places__collection__handle", distinct=True, default=[]))
        .values_list("depts", "swatches", "store_codes", "price_from", "in_stock")
    )
    return [
        Leaf(tuple(filter(None, depts)), tuple(s["name"] for s in swatches), tuple(stores), price, in_stock)
        for depts, swatches, stores, price, in_stock in rows
    ]


def _words() -> set[str]:
    """Every word a filter can have that finds something."""
    leaves = shelf.read("leaves", _leaves)
    return {word for leaf in leaves for group in (leaf.depts, leaf.colours, leaf.stores) for word in group}


def _suits(leaf: Leaf, wish: Wish) -> bool:
    return (
        (not wish.dept or not set(wish.dept).isdisjoint(leaf.depts))
        and (not wish.colour or not set(wish.colour).isdisjoint(leaf.colours))
        and (not wish.here or not set(wish.here).isdisjoint(leaf.stores))
        and (wish.least is None or leaf.price >= wish.least)
        and (wish.most is None or leaf.price <= wish.most)
        and (not wish.in_stock or leaf.in_stock)
    )
