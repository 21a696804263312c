"""How many pieces each choice of each filter would show, the other filters being as they are.

All counts of a sheet are one query. Choices of a group in which something is chosen are counted as if
nothing were, since another choice of it widens what is found.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Func, IntegerField, QuerySet, Value

from catalog.collections.models import CollectionProduct
from catalog.facets.models import Facet
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.shop import directory, listing
from catalog.shop.scopes import Scope
from catalog.shop.wishes import Wish

Found = QuerySet[Product]
CHOICES = 300  # facets looked at, those of most pieces


@dataclass(frozen=True, slots=True)
class Counts:
    """Pieces by the key of each choice: collections, vendors, facets; and those in stock."""

    dept: Counter[int] = field(default_factory=Counter)
    vendor: Counter[int] = field(default_factory=Counter)
    facet: Counter[int] = field(default_factory=Counter)
    stock: int = 0


class Unnest(Func):
    function = "unnest"
    output_field = IntegerField()
    set_returning = True


def counts(scope: Scope, wish: Wish) -> Counts:
    def build() -> Counts:
        return _counts(scope, wish)

    if not listing.is_common(scope, wish):
        return build()
    return shelf.read(f"counts:{scope.name}:{wish.query()}", build)


def without_each(scope: Scope, wish: Wish) -> list[tuple[str, Any, int]]:
    """(field, value, pieces) for each thing asked for whose removal would show some, most first."""
    parts = list(wish.parts())
    if not parts:
        return []
    ids = listing.facet_ids(wish)
    arms = [_arm(_found(scope, wish.less(*part), ids), Value(n), "part") for n, part in enumerate(parts)]
    found = [(*parts[key], pieces) for _, key, pieces in _united(arms) if pieces]
    return sorted(found, key=lambda row: -row[2])


def facets_of(counts: Counts) -> list[Facet]:
    """The choices of options and houses that were counted, those of most pieces first."""
    return directory.facets_numbered([pk for pk, _ in counts.facet.most_common(CHOICES)])


def _counts(scope: Scope, wish: Wish) -> Counts:
    ids = listing.facet_ids(wish)

    def found(*without: str) -> Found:
        return _found(scope, wish.without(*without) if without else wish, ids)

    arms = [
        _arm(found(), Unnest(F("facets")), "facet"),
        _arm(found("vendor"), F("vendor_id"), "vendor"),
        _arm(found("in_stock").filter(in_stock=True), Value(1), "stock"),
        _places(found("dept")),
    ]
    own = [*(f"opt:{group}" for group in wish.options), *(["here"] if wish.here else [])]
    arms += [_arm(found(group), Unnest(F("facets")), group) for group in own]
    told: dict[str, Counter[int]] = {}
    for name, key, pieces in _united(arms):
        told.setdefault(name, Counter())[key] = pieces
    return Counts(
        dept=told.get("dept", Counter()),
        vendor=told.get("vendor", Counter()),
        facet=_own(told, own),
        stock=told.get("stock", Counter())[1],
    )


def _own(told: dict[str, Counter[int]], groups: list[str]) -> Counter[int]:
    """Choices of a group with something chosen are counted by themselves, all others together."""
    together = told.get("facet", Counter())
    if not groups:
        return together
    apart = {group: told.get(group, Counter()) for group in groups}
    seen = {*together, *(pk for counter in apart.values() for pk in counter)}
    found: Counter[int] = Counter()
    for row in directory.facets_numbered(list(seen)):
        pieces = apart.get(f"opt:{row.group}" if row.option else "here", together)[row.pk]
        if pieces:
            found[row.pk] = pieces
    return found


def _found(scope: Scope, wish: Wish, ids: dict[str, int]) -> Found:
    return scope.pieces().filter(*listing.asked(wish, ids)).order_by()


def _arm(found: Found, key: Any, name: Any) -> Any:
    rows = found.annotate(arm=Value(name), key=key).values("arm", "key").annotate(n=Count("*"))
    return rows.values_list("arm", "key", "n")


def _places(found: Found) -> Any:
    departments = [each.pk for each in directory.departments()]
    places = CollectionProduct.objects.filter(collection__in=departments, product__in=found.values("pk"))
    rows = places.order_by().annotate(arm=Value("dept")).values("arm", "collection_id").annotate(n=Count("*"))
    return rows.values_list("arm", "collection_id", "n")


def _united(arms: list[Any]) -> list[tuple[Any, int, int]]:
    """All the arms' rows in one query; a key of none (a piece without vendor) is left out."""
    rows = arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]
    return [row for row in rows if row[1] is not None]
