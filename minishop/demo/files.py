"""Reads the demo brand's files; nothing here touches the database."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lune_and_loom"
NO_OPTION = "Title"  # how Shopify's columns say that a product comes in one variant only


@dataclass(slots=True)
class VariantRow:
    """One line of the catalogue that can be bought."""

    sku: str
    values: list[str]
    values_zh: list[str]
    price: Decimal
    compare_at: Decimal | None
    grams: int
    barcode: str
    pieces: int
    is_tracked: bool
    is_shippable: bool
    photograph: str


@dataclass(slots=True)
class ProductRow:
    """One product of the catalogue with all its lines, and what `pieces.toml` adds."""

    handle: str
    columns: dict[str, str]
    options: list[str]
    variants: list[VariantRow] = field(default_factory=list)
    photographs: list[str] = field(default_factory=list)
    alts: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def catalogue() -> list[ProductRow]:
    """Every product of the file, in its order."""
    more = toml("pieces")
    products: dict[str, ProductRow] = {}
    with (FOLDER / "catalogue.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["Title"]:
                products[row["Handle"]] = _product(row, more.get(row["Handle"], {}))
            _read_line(products[row["Handle"]], row)
    return list(products.values())


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def photograph(path: str) -> str:
    """The name photographs go by: the file's, without folder and ending."""
    return Path(path).stem


def photographs() -> Iterator[Path]:
    yield from sorted((FOLDER / "images").glob("*.webp"))


def _product(row: dict[str, str], more: dict[str, Any]) -> ProductRow:
    names = [row[f"Option{n} Name"] for n in (1, 2)]
    return ProductRow(
        handle=row["Handle"],
        columns=row,
        options=[name for name in names if name and name != NO_OPTION],
        more=more,
    )


def _read_line(product: ProductRow, row: dict[str, str]) -> None:
    if row["Variant SKU"]:
        product.variants.append(_variant(product, row))
    if row["Image Src"]:
        name = photograph(row["Image Src"])
        product.photographs.append(name)
        product.alts.setdefault(name, row["Image Alt Text"])


def _variant(product: ProductRow, row: dict[str, str]) -> VariantRow:
    count = len(product.options)
    second = row["Option2 Value"]
    was = row["Variant Compare At Price"]
    return VariantRow(
        sku=row["Variant SKU"],
        values=[row["Option1 Value"], second][:count],
        values_zh=[row["Option1 Value zh"], second][:count],
        price=Decimal(row["Variant Price"]),
        compare_at=Decimal(was) if was else None,
        grams=int(row["Variant Grams"] or 0),
        barcode=row["Variant Barcode"],
        pieces=int(row["Variant Inventory Qty"]),
        is_tracked=bool(row["Variant Inventory Tracker"]),
        is_shippable=row["Variant Requires Shipping"] == "TRUE",
        photograph=photograph(row["Variant Image"]) if row["Variant Image"] else "",
    )
