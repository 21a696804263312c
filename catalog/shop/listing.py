"""Reads of the shop: the pieces a listing shows, some at a time."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from catalog.collections.models import CollectionProduct
from catalog.facets import services as facets
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.shop import directory
from catalog.shop.scopes import Scope
from catalog.shop.wishes import Wish

PAGE = 12
PAGES_AT_ONCE = 8  # as many as Back brings again
COUNTED = 1000  # beyond, "more than a thousand" is said, and costs no more at any size
BANDS = (500, 1500)  # "under", as quick filters


@dataclass(frozen=True, slots=True)
class Listing:
    """Some pages of pieces and where they lie among all that were asked for."""

    pieces: list[Product]
    total: int  # COUNTED + 1 where there are more
    page: int
    has_more: bool

    @property
    def is_beyond(self) -> bool:
        """There are more than were counted."""
        return self.total > COUNTED

    @property
    def counted(self) -> int:
        return min(self.total, COUNTED)

    @property
    def shown(self) -> int:
        return self.page * PAGE if self.has_more else min(self.total, self.page * PAGE)

    @property
    def rest(self) -> int:
        return self.total - self.shown


def listing(scope: Scope, wish: Wish, page: int, *, since: int = 1) -> Listing:
    """The pieces of the pages from `since` to `page`, sold out last."""

    def build() -> Listing:
        found = wanted(scope, wish)
        total = found.order_by()[: COUNTED + 1].count()
        begin = (since - 1) * PAGE
        rows = list(cards(found)[begin : page * PAGE + 1]) if total > min(begin, COUNTED) else []
        shown = (page - since + 1) * PAGE
        return Listing(pieces=rows[:shown], total=total, page=page, has_more=len(rows) > shown)

    if not is_common(scope, wish):
        return build()
    return shelf.read(f"listing:{scope.name}:{wish.query(page=page, since=since)}", build)


def cards(found: "QuerySet[Product]") -> "QuerySet[Product]":
    return found.for_cards()  # type: ignore[attr-defined]


def is_common(scope: Scope, wish: Wish) -> bool:
    """Whether others are likely to ask the same, so that it is worth keeping.

    Anyone can write any address: what is kept must be bounded by the catalogue, not by imagination.
    """
    asked = [*wish.dept, *wish.vendor, *wish.option, *house_codes(wish)]
    if not scope.name or wish.least is not None or wish.most not in (None, *BANDS) or len(asked) > 2:
        return False
    return not asked or set(asked) <= directory.words()


def wanted(scope: Scope, wish: Wish) -> "QuerySet[Product]":
    """The pieces of the listing that answer to the wish, in its order."""
    if scope.found is not None and not wish.sort:
        return scope.found.filter(*asked(wish, facet_ids(wish)))
    return scope.sorted(scope.pieces().filter(*asked(wish, facet_ids(wish))), wish.sort)


def facet_ids(wish: Wish) -> dict[str, int]:
    """The numbers of the facets the wish names; one that does not exist has none."""
    codes = [*wish.option, *house_codes(wish)]
    return {code: row.pk for code, row in directory.facets_named(codes).items()}


def asked(wish: Wish, ids: dict[str, int]) -> list[Q]:
    """What the wish asks of a product, the facets it names being these."""
    named: list[Q] = []
    if wish.dept:
        places = CollectionProduct.objects.filter(collection__handle__in=wish.dept)
        named.append(Q(pk__in=places.values("product")))
    if wish.vendor:
        named.append(Q(vendor__in=[row.pk for row in directory.vendors_named(wish.vendor).values()]))
    if wish.least is not None:
        named.append(Q(price_from__gte=wish.least))
    if wish.most is not None:
        named.append(Q(price_from__lte=wish.most))
    if wish.in_stock:
        named.append(Q(in_stock=True))
    groups = [*wish.options.values(), *([house_codes(wish)] if wish.here else [])]
    overlaps = [[ids[code] for code in group if code in ids] for group in groups]
    return [*named, *(Q(facets__overlap=any_of) for any_of in overlaps)]


def house_codes(wish: Wish) -> list[str]:
    """The stores asked for, as facets name them."""
    return [facets.code_of("", code) for code in wish.here]
