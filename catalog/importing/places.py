"""Photographs of one product and what happens to them."""

from dataclasses import dataclass, field
from typing import Any

from catalog.fetching.models import PendingImage
from catalog.importing.matching import VariantPlan
from catalog.pictures.models import Picture
from catalog.products.models import ProductImage
from catalog.tables.photographs import Found
from minishop.imports.kinds import Change


@dataclass
class Place:
    """One photograph with its place; either it is here, or it waits to be fetched."""

    source: str
    position: int
    picture: Picture | Found | None
    pending: PendingImage | None = None
    in_gallery: bool = True
    alt: str = ""
    variants: list[VariantPlan] = field(default_factory=list)


@dataclass
class Gallery:
    """What changes of a product's photographs."""

    places: list[Place] = field(default_factory=list)
    new: list[ProductImage] = field(default_factory=list)
    moved: list[ProductImage] = field(default_factory=list)
    gone: list[ProductImage | PendingImage] = field(default_factory=list)
    waiting: list[Place] = field(default_factory=list)
    described: list[Picture] = field(default_factory=list)
    kept: dict[str, dict[str, str]] | None = None
    changes: list[Change] = field(default_factory=list)

    def change(self, column: str, before: Any, after: Any) -> None:
        self.changes.append(Change(column, str(before), str(after)))
