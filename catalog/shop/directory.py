"""The words of filters: departments, facets and vendors, kept together.

A shop has a bounded number of them in practice; of more than KEPT of a kind the rest is asked for one
by one.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from catalog.collections.models import Collection
from catalog.facets.models import Facet
from catalog.shelf import services as shelf
from catalog.vendors.models import Vendor

KEPT = 1000
Row = TypeVar("Row", Facet, Vendor)


def departments() -> list[Collection]:
    return shelf.read("departments", lambda: list(Collection.objects.browsable()))


def facets() -> dict[str, Facet]:
    """The first facets, by code."""
    return shelf.read("shop:facets", lambda: {row.code: row for row in Facet.objects.order_by("pk")[:KEPT]})


def vendors() -> dict[str, Vendor]:
    """The first vendors, by handle."""
    rows = Vendor.objects.select_related("picture").order_by("pk")
    return shelf.read("shop:vendors", lambda: {row.handle: row for row in rows[:KEPT]})


def facets_named(codes: Sequence[str]) -> dict[str, Facet]:
    """Those of these codes that exist."""
    return _named(facets(), codes, Facet.objects.filter(code__in=codes), "code") if codes else {}


def vendors_named(handles: Sequence[str]) -> dict[str, Vendor]:
    rows = Vendor.objects.select_related("picture").filter(handle__in=handles)
    return _named(vendors(), handles, rows, "handle") if handles else {}


def facets_numbered(pks: Sequence[int]) -> list[Facet]:
    """The facets of these ids, in that order."""
    return _numbered(facets(), pks, Facet.objects.filter(pk__in=pks))


def vendors_numbered(pks: Sequence[int]) -> list[Vendor]:
    return _numbered(vendors(), pks, Vendor.objects.filter(pk__in=pks))


def words() -> set[str]:
    """Every word of a filter that is kept here."""
    return {*facets(), *vendors(), *(each.handle for each in departments())}


def _named(kept: dict[str, Row], words: Iterable[str], rows: "QuerySet[Row]", name: str) -> dict[str, Row]:
    found = {word: kept[word] for word in words if word in kept}
    if len(kept) >= KEPT and found.keys() != set(words):
        found |= {getattr(row, name): row for row in rows}
    return found


def _numbered(kept: dict[str, Row], pks: Sequence[int], rows: "QuerySet[Row]") -> list[Row]:
    found = {row.pk: row for row in kept.values()}
    if len(kept) >= KEPT and not set(pks) <= found.keys():
        found |= {row.pk: row for row in rows}
    return [found[pk] for pk in pks if pk in found]
