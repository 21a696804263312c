from catalog.collections import services as collections
from catalog.products.models import Variant
from minishop import events
from minishop.events.models import Event


@events.on("product.created", "product.changed", "product.published", "product.stocked", "product.sold_out")
def follow_product(event: Event) -> None:
    """Collections filled by rule hold the product if it is one of theirs now."""
    collections.follow(product=event.subject_id)


@events.on("price.changed")
def follow_price(event: Event) -> None:
    """The same after a variant's price changed."""
    variant = Variant.objects.filter(pk=event.subject_id).values("product_id").first()
    if variant:
        collections.follow(product=variant["product_id"])


@events.on("vendor.changed", "vendor.merged")
def follow_vendor(event: Event) -> None:
    """Rules that name a brand admit what it is called now."""
    collections.refresh_all()
