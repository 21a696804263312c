"""The rows that a page's blocks lead to, each kind in one question however many blocks there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Now, RowNumber
from django.utils import timezone

from catalog.collections.models import SORTING, Collection, CollectionProduct
from catalog.pages.content import Content, block_of
from catalog.pages.models import Block
from catalog.pictures.models import Picture
from catalog.products.models import Product, ProductQuerySet
from catalog.stories.models import Story

ROW = 8  # pieces in a row
NEWEST = ("-in_stock", "-published_at", "-id")
Kind = Block.Kind
Moment = Any  # of the database or of the clock


@dataclass(frozen=True, slots=True)
class Led:
    """A block with the rows it leads to: its picture, story and collection are its own attributes."""

    block: Block
    pieces: list[Product] = field(default_factory=list)
    departments: list[Collection] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it to show, because what it led to is gone or not on sale."""
        block = self.block
        match block.kind:
            case Kind.HERO:
                return not (block.title or block.story or block.picture)
            case Kind.STORY:
                return not block.story
            case Kind.COLLECTION | Kind.PRODUCTS | Kind.DROP:
                return not self.pieces
            case Kind.DEPARTMENTS:
                return not self.departments
            case Kind.TEXT:
                return not (block.title or block.text or block.picture)
        return False


def gather(content: Content, at: datetime | None = None) -> list[Led]:
    """The shown blocks of a content that have something to show, now or as of another moment."""
    rows = [row for row in content["blocks"] if row["is_shown"]]
    moment = at or Now()
    pictures = Picture.objects.in_bulk(_ids(rows, "picture"))
    stories = _stories(_ids(rows, "story"))
    places = _places(_ids(rows, "collection"), moment)
    products, new = _products(rows, moment)
    departments = _departments(rows)
    found = []
    for position, row in enumerate(rows):
        block = block_of(row)
        block.position = position
        block.picture = pictures.get(row["picture"])
        block.story = stories.get(row["story"])
        block.collection, pieces = places.get(row["collection"], (None, []))
        if block.kind in (Kind.PRODUCTS, Kind.DROP):
            pieces = _chosen(block, row["products"], products, new, at or timezone.now())
        found.append(Led(block, pieces, departments if block.kind == Kind.DEPARTMENTS else []))
    return [led for led in found if not led.is_empty]


def newest() -> list[Product]:
    """What came last, what is sold out behind the rest."""
    return list(Product.objects.on_sale().for_cards().order_by(*NEWEST)[:ROW])


def _ids(rows: list[Content], name: str) -> set[int]:
    return {row[name] for row in rows if row[name]}


def _stories(ids: set[int]) -> dict[int, Story]:
    """Published ones by id, each knowing the first piece it leads to."""
    if not ids:
        return {}
    first = Product.objects.on_sale().filter(stories=models.OuterRef("pk")).values("handle")[:1]
    found = Story.objects.published().filter(pk__in=ids).select_related("picture")
    stories: dict[int, Any] = {story.pk: story for story in found.annotate(first=models.Subquery(first))}
    for story in stories.values():
        story.pieces = [Product(handle=story.first)] if story.first else []
    return stories


def _places(ids: set[int], moment: Moment) -> dict[int, tuple[Collection, list[Product]]]:
    """Published collections by id, each with its first pieces in its own order."""
    if not ids:
        return {}
    rank = models.Window(RowNumber(), partition_by="collection", order_by=_sorted_as_they_are())
    found = (
        CollectionProduct.objects.filter(
            collection__in=Collection.objects.published().filter(pk__in=ids), product__in=_on_sale(moment)
        )
        .annotate(rank=rank)
        .filter(rank__lte=ROW)
        .select_related("collection", "product__cover")
        .defer("product__body", "product__details", "product__columns")
        .order_by("collection", "rank")
    )
    places: dict[int, tuple[Collection, list[Product]]] = {}
    for place in found:
        places.setdefault(place.collection_id, (place.collection, []))[1].append(place.product)
    return places


def _sorted_as_they_are() -> list[models.OrderBy]:
    """What places are ordered by, each collection's in its own order: the others' say nothing of them."""
    terms = []
    for order, names in SORTING.items():
        for name in names:
            path = f"product__{name.lstrip('-')}".replace("product__places__", "")
            term = models.Case(models.When(collection__order=order, then=models.F(path)))
            terms.append(models.OrderBy(term, descending=name.startswith("-")))
    return terms


def _products(rows: list[Content], moment: Moment) -> tuple[dict[int, Product], list[Product]]:
    """Chosen pieces by id, those to come with them, and the newest where a row leaves it to the shop."""
    kinds = (Kind.PRODUCTS, Kind.DROP)
    ids = {pk for row in rows if row["kind"] in kinds for pk in row["products"]}
    wanted = models.Q(pk__in=ids)
    wants_new = any(row["kind"] == Kind.PRODUCTS and not row["products"] for row in rows)
    if wants_new:
        wanted |= models.Q(pk__in=_on_sale(moment).order_by(*NEWEST).values("pk")[:ROW])
    if not ids and not wants_new:
        return {}, []
    found = list(Product.objects.visible().filter(wanted).for_cards().order_by(*NEWEST))
    return {product.pk: product for product in found}, found


def _chosen(
    block: Block, ids: Sequence[int], products: dict[int, Product], new: list[Product], now: datetime
) -> list[Product]:
    """The block's pieces in their order; only one to come may be announced before its moment."""
    pieces = [products[pk] for pk in ids if pk in products]
    if block.kind == Kind.DROP:
        return pieces[:1]
    shown = pieces if ids else new
    return [piece for piece in shown if piece.published_at and piece.published_at <= now][:ROW]


def _on_sale(moment: Moment) -> ProductQuerySet:
    still = models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gt=moment)
    return Product.objects.visible().filter(still, published_at__lte=moment)


def _departments(rows: list[Content]) -> list[Collection]:
    wanted = any(row["kind"] == Kind.DEPARTMENTS for row in rows)
    return list(Collection.objects.departments()) if wanted else []
