"""Index: all of the catalogue's models, so that Django finds their tables."""

from catalog.alerts.models import StockAlert, Wanted
from catalog.bulk.models import BulkEdit, BulkLine
from catalog.collections.models import Collection, CollectionProduct
from catalog.facets.models import Facet
from catalog.fetching.models import PendingImage
from catalog.menus.models import MenuItem
from catalog.pages.models import Block, BlockProduct, Page, Revision
from catalog.pictures.models import Picture
from catalog.products.models import Price, Product, ProductImage, RelatedProduct, Variant
from catalog.redirects.models import Redirect
from catalog.repricing.models import PriceChange
from catalog.search.models import SearchDocument, SearchWord, SynonymGroup, VainSearch
from catalog.stories.models import Story
from catalog.together.models import BoughtTogether
from catalog.vendors.models import Vendor

__all__ = [
    "Block",
    "BlockProduct",
    "BoughtTogether",
    "BulkEdit",
    "BulkLine",
    "Collection",
    "CollectionProduct",
    "Facet",
    "MenuItem",
    "Page",
    "PendingImage",
    "Picture",
    "Price",
    "PriceChange",
    "Product",
    "ProductImage",
    "Redirect",
    "RelatedProduct",
    "Revision",
    "SearchDocument",
    "SearchWord",
    "StockAlert",
    "Story",
    "SynonymGroup",
    "VainSearch",
    "Variant",
    "Vendor",
    "Wanted",
]
