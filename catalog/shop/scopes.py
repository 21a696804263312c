"""Where a listing stands: all pieces, a collection, a vendor, or what a search found."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.shop.wishes import Wish
from catalog.vendors.models import Vendor

Order = tuple[str, ...]
ORDERS: dict[str, Order] = {
    "newest": ("-published_at", "-id"),
    "loved": ("-sold_count", "-published_at", "-id"),
    "price-up": ("price_from", "id"),
    "price-down": ("-price_from", "id"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """A listing before any filter: its addresses, its pieces, their order.

    `name` stands for it among kept reads; without one nothing of it is kept. `own` names the order
    when none is asked for; what a search found ("best") is in the order it came.
    """

    name: str
    path: str
    sheet: str
    own: str = "newest"
    collection: Collection | None = None
    vendor: Vendor | None = None
    #: What a search found, best first.
    found: "QuerySet[Product] | None" = None
    #: What the address carries besides the wish, such as ("q", "silk").
    carried: tuple[tuple[str, str], ...] = ()

    def pieces(self) -> "QuerySet[Product]":
        """All on sale that stand here, in no order."""
        pieces = Product.objects.on_sale()
        if self.collection:
            return pieces.filter(places__collection_id=self.collection.pk)
        if self.vendor:
            return pieces.filter(vendor_id=self.vendor.pk)
        if self.found is not None:
            return pieces.filter(pk__in=self.found.order_by().values("pk"))
        return pieces

    def sorted(self, pieces: "QuerySet[Product]", sort: str) -> "QuerySet[Product]":
        """The pieces as asked for, sold out last."""
        own = self.collection.sorting if self.collection else ORDERS["newest"]
        return pieces.order_by("-in_stock", *(ORDERS[sort] if sort else own))

    def settled(self, wish: Wish) -> Wish:
        """The wish without what the listing says already: its own order."""
        return replace(wish, sort="") if wish.sort == self.own else wish

    def address(self, wish: Wish, **others: Any) -> str:
        query = wish.query(*self.carried, **others)
        return f"{self.path}?{query}" if query else self.path

    def sheet_address(self, wish: Wish) -> str:
        query = wish.query(*self.carried)
        return f"{self.sheet}?{query}" if query else self.sheet


def everything() -> Scope:
    return Scope(name="shop", path=reverse("shop"), sheet=reverse("shop-filters"))


def of_collection(collection: Collection) -> Scope:
    return Scope(
        name=f"collection:{collection.pk}",
        path=collection.get_absolute_url(),
        sheet=reverse("collection-filters", args=[collection.handle]),
        own=collection.order,
        collection=collection,
    )


def of_vendor(vendor: Vendor) -> Scope:
    return Scope(
        name=f"vendor:{vendor.pk}",
        path=vendor.get_absolute_url(),
        sheet=reverse("vendor-filters", args=[vendor.handle]),
        vendor=vendor,
    )


def of_search(found: "QuerySet[Product]", *, path: str, sheet: str, query: str) -> Scope:
    """What a search found, in the order it was found, until another is asked for."""
    return Scope(name="", path=path, sheet=sheet, own="best", found=found, carried=(("q", query),))
