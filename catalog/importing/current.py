"""What the shop holds of one product, in few queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property

from catalog.fetching.models import PendingImage
from catalog.pictures.models import Picture
from catalog.products.models import Price, Product, ProductImage, Variant


@dataclass
class Current:
    """One product with all an import may change; a new one has nothing."""

    product: Product
    variants: list[Variant] = field(default_factory=list)
    #: Variant and currency → price.
    prices: dict[tuple[int, str], Price] = field(default_factory=dict)
    images: list[ProductImage] = field(default_factory=list)
    pending: list[PendingImage] = field(default_factory=list)
    #: SKUs the table names that belong to other products.
    taken: frozenset[str] = frozenset()
    #: Photographs by source: from the folder of photographs, or our own.
    pictures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.product.pk is None

    @cached_property
    def by_source(self) -> dict[str, Picture]:
        return {image.source: image.picture for image in self.images if image.source}


def read(handle: str, skus: Iterable[str], *, lock: bool = False) -> Current:
    """The product of the handle as it is, locked if it is to be changed."""
    rows = Product.objects.select_related("vendor").filter(handle=handle)
    product = (rows.select_for_update(of=("self",)) if lock else rows).first()
    taken = Variant.objects.filter(sku__in=[sku for sku in skus if sku])
    if product is None:
        return Current(Product(handle=handle), taken=frozenset(taken.values_list("sku", flat=True)))
    variants = list(Variant.objects.filter(product=product).select_related("picture"))
    prices = Price.objects.filter(variant__in=variants)
    return Current(
        product,
        variants,
        {(price.variant_id, price.currency): price for price in prices},
        list(ProductImage.objects.filter(product=product).select_related("picture")),
        list(PendingImage.objects.filter(product=product).prefetch_related("variants")),
        frozenset(taken.exclude(product=product).values_list("sku", flat=True)),
    )
