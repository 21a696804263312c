from typing import Any

from catalog.products.models import Product
from minishop.seo.sitemaps import PublicMap, listed


@listed("products")
class Products(PublicMap):
    def rows(self) -> Any:
        return Product.objects.visible().only("handle", "updated_at").order_by("pk")
