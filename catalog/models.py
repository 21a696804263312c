"""Index: all of the catalogue's models, so that Django finds their tables."""

from catalog.collections.models import Collection, CollectionProduct
from catalog.pictures.models import Picture
from catalog.products.models import Price, Product, ProductImage, RelatedProduct, Variant
from catalog.search.models import SearchDocument
from catalog.stories.models import Story

__all__ = [
    "Collection",
    "CollectionProduct",
    "Picture",
    "Price",
    "Product",
    "ProductImage",
    "RelatedProduct",
    "SearchDocument",
    "Story",
    "Variant",
]
