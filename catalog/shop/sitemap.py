from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from catalog.products.models import Product
from catalog.vendors.models import Vendor
from minishop.seo.sitemaps import PublicMap, listed


@listed("places")
class Places(PublicMap):
    """The front and the whole shop."""

    def items(self) -> list[str]:
        return ["home", "shop"]

    def location(self, item: str) -> str:
        return reverse(item)


@listed("products")
class Products(PublicMap):
    def rows(self) -> Any:
        return Product.objects.visible().only("handle", "updated_at").order_by("pk")


@listed("vendors")
class Vendors(PublicMap):
    """Those with something to buy."""

    def rows(self) -> Any:
        pieces = Product.objects.on_sale().filter(vendor=OuterRef("pk"))
        return Vendor.objects.filter(Exists(pieces)).order_by("pk")
