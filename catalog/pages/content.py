"""A page as plain values, as a revision holds it: its words, its blocks, and the rows they lead to by id."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import models

from catalog.collections.models import Collection
from catalog.pages.models import Block, Page
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.stories.models import Story

Content = dict[str, Any]

PAGE = ("title", "summary", "seo_title", "seo_description", "translations")
BLOCK = (
    "kind", "is_shown", "kicker", "title", "text", "action", "link", "look", "audience", "translations",
)  # fmt: skip
MOMENTS = ("starts_at", "ends_at")
#: What a block leads to by one id; `products` holds several.
ONE: dict[str, type[models.Model]] = {"picture": Picture, "collection": Collection, "story": Story}
ROWS: dict[str, type[models.Model]] = {**ONE, "product": Product}

Reference = tuple[str, int]


def of_page(page: Page) -> Content:
    """The working copy; what was prefetched is not asked again."""
    words = {name: getattr(page, name) for name in PAGE}
    return {**words, "blocks": [of_block(block) for block in page.blocks.all()]}


def of_block(block: Block) -> Content:
    told: Content = {"id": block.pk, **{name: getattr(block, name) for name in BLOCK}}
    told |= {name: getattr(block, f"{name}_id") for name in ONE}
    told |= {name: _moment(getattr(block, name)) for name in MOMENTS}
    return {**told, "products": [place.product_id for place in block.places.all()]}


def block_of(row: Content) -> Block:
    """The block as it was, not kept, and leading nowhere yet."""
    moments = {name: moment(row[name]) for name in MOMENTS}
    return Block(id=row["id"], **{name: row[name] for name in BLOCK}, **moments)


def moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def same(one: Content, other: Content) -> bool:
    """Whether shoppers would see the same."""
    return all(one[name] == other[name] for name in (*PAGE, "blocks"))


def references(content: Content) -> Iterator[Reference]:
    """(kind, id) of every row the blocks lead to."""
    for row in content["blocks"]:
        yield from ((name, row[name]) for name in ONE if row[name])
        yield from (("product", pk) for pk in row["products"])


def names(content: Content) -> dict[str, str]:
    """What those rows are called, by "kind:id", so that one that is gone can still be named."""
    return {
        f"{kind}:{pk}": str(row)[:120] for kind, rows in _rows(content).items() for pk, row in rows.items()
    }


def lost(content: Content) -> list[Reference]:
    """Rows the content leads to that are no longer there."""
    there = _rows(content)
    return list(dict.fromkeys(ref for ref in references(content) if ref[1] not in there[ref[0]]))


def called(content: Content, reference: Reference) -> str:
    """A row's name as it was when the content was written down."""
    return content.get("names", {}).get("{}:{}".format(*reference), "")


def without(content: Content, gone: list[Reference]) -> Content:
    """The same content, leading nowhere where it led to a row that is gone."""
    blocks = [
        row
        | {name: None if (name, row[name]) in gone else row[name] for name in ONE}
        | {"products": [pk for pk in row["products"] if ("product", pk) not in gone]}
        for row in content["blocks"]
    ]
    return {**content, "blocks": blocks}


def _rows(content: Content) -> dict[str, dict[int, Any]]:
    wanted: dict[str, set[int]] = {kind: set() for kind in ROWS}
    for kind, pk in references(content):
        wanted[kind].add(pk)
    return {
        kind: model._default_manager.in_bulk(wanted[kind]) if wanted[kind] else {}
        for kind, model in ROWS.items()
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
