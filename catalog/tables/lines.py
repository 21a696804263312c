"""Single rows of a product: what can be bought, and photographs."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.tables.columns import WEIGHT, is_of_variant
from catalog.tables.drafts import ImageDraft, ProductDraft, VariantDraft
from catalog.tables.parsing import amount, grams, yes
from catalog.tables.reading import Line, Unit
from minishop.imports.columns import CellRefused, variant_columns
from minishop.money import default_currency

#: A row with one of these can be bought.
TELLING = (
    "Option1 Value", "Option2 Value", "Option3 Value", "Variant SKU", "Variant Price", "Variant Barcode",
    "Variant Position",
)  # fmt: skip
TRACKER, OWN_TRACKER = "Variant Inventory Tracker", "shopify"
UNIT = "Variant Weight Unit"


def read(unit: Unit, told: ProductDraft) -> None:
    """The draft has a variant for each row that can be bought and a photograph for each that shows one."""
    sold = [line for line in unit.lines if any(line.text(column) for column in TELLING)]
    is_assumed = not sold and "Variant Position" not in unit.layout
    if is_assumed and unit.lead:
        sold = [unit.lead]
    numbers = {line.number for line in sold}
    told.variants = [_variant(line, told, is_lead=line is unit.lead) for line in sold]
    for each in told.variants:
        each.is_assumed = is_assumed
    if "Image Src" in unit.layout:
        shown = [line for line in unit.lines if line.text("Image Src")]
        told.images = [_image(line, told, is_alone=line.number not in numbers and line is not unit.lead)
                       for line in shown]  # fmt: skip
        numbers |= {line.number for line in shown}
    for line in unit.lines:
        if line.number not in numbers and line is not unit.lead and not line.row.problem:
            _idle(line, told)


def _idle(line: Line, told: ProductDraft) -> None:
    """A row that adds nothing: the same product once more, or only its handle."""
    if line.text("Title"):
        told.refuse(line.number, _("The same product as row %d.") % told.row, "Title")
    else:
        told.warn(line.number, _("Nothing on this row can be bought or shown."))


def flag(told: ProductDraft, line: Line, column: str, *, blank: bool) -> bool:
    """A yes or a no; what is neither counts as blank, with a warning."""
    try:
        return yes(line.text(column), blank=blank)
    except CellRefused as refused:
        told.warn(line.number, refused.reason, column)
        return blank


def kept_of_product(line: Line) -> dict[str, str]:
    """Columns without a field that speak of the product, blank ones too."""
    return {name: line.cell(name) or "" for name in line.layout.kept if not is_of_variant(name)}


def _kept_of_variant(line: Line, *, is_lead: bool) -> dict[str, str]:
    return {name: line.cell(name) or "" for name in line.layout.kept if is_of_variant(name) or not is_lead}


def _variant(line: Line, told: ProductDraft, *, is_lead: bool) -> VariantDraft:
    each = VariantDraft(line.number, kept=_kept_of_variant(line, is_lead=is_lead))
    for column, read_cell in FIELDS.items():
        if column in line.layout:
            read_cell(line, told, each)
    if WEIGHT in line.layout and "Variant Grams" not in line.layout:
        _weigh(line, told, each, WEIGHT, line.text(UNIT))
    if "Variant Image" in line.layout:
        each.image = line.text("Variant Image")
    _prices(line, told, each)
    for name in line.layout.registered:
        try:
            value, warning = variant_columns[name].read(line.text(name))
            each.registered[name] = (value, line.text(name))
            if warning:
                told.warn(line.number, warning, name)
        except CellRefused as refused:
            told.refuse(line.number, refused.reason, name)
    return each


def _prices(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    for currency in (default_currency(), *line.layout.currencies):
        suffix = "" if currency == default_currency() else f" {currency}"
        for column, what in (("Variant Price", "amount"), ("Variant Compare At Price", "compare_at")):
            if (cell := line.cell(column + suffix)) is not None:
                try:
                    each.prices[currency, what] = amount(cell, currency)
                except CellRefused as refused:
                    told.refuse(line.number, refused.reason, column + suffix)
    if each.prices.get((default_currency(), "amount"), 0) is None:
        told.warn(line.number, _("Without a price it can't be bought."), "Variant Price")


def _sku(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    each.fields["sku"] = line.text("Variant SKU")
    if len(each.fields["sku"]) > 60:
        told.refuse(line.number, _("A SKU has at most %d letters.") % 60, "Variant SKU")


def _barcode(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    code = line.text("Variant Barcode")
    code = code[1:] if re.fullmatch(r"'\d+", code) else code  # how Shopify guards long numbers
    if len(code) > 32 or re.fullmatch(r"\d(\.\d+)?E\+?\d+", code):
        told.warn(line.number, _("“%s” is no barcode: left out.") % code[:40], "Variant Barcode")
        return
    each.fields["barcode"] = code


def _weigh(line: Line, told: ProductDraft, each: VariantDraft, column: str, unit: str) -> None:
    each.fields["grams"], warning = grams(line.text(column), unit)
    if warning:
        told.warn(line.number, warning, column)


def _grams(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    _weigh(line, told, each, "Variant Grams", "g")


def _tracker(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    word = line.text(TRACKER)
    each.fields["is_stock_tracked"] = bool(word)
    each.kept[TRACKER] = "" if word.casefold() == OWN_TRACKER else word


def _shipping(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    each.fields["is_shippable"] = flag(told, line, "Variant Requires Shipping", blank=True)


def _on_sale(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    each.fields["is_on_sale"] = flag(told, line, "Variant On Sale", blank=True)


def _swatch(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    colour = line.text("Variant Swatch")
    if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        told.warn(line.number, _("“%s” is no colour: write #4e1b36.") % colour[:40], "Variant Swatch")
    else:
        each.fields["swatch"] = colour


def _place(line: Line, told: ProductDraft, each: VariantDraft) -> None:
    if (place := _position(line.text("Variant Position"))) is not None:
        each.fields["position"] = place


def _position(cell: str) -> int | None:
    return int(cell) - 1 if cell.isascii() and cell.isdigit() and 0 < int(cell) < 32_000 else None


FIELDS: dict[str, Callable[[Line, ProductDraft, VariantDraft], None]] = {
    "Variant SKU": _sku,
    "Variant Barcode": _barcode,
    "Variant Grams": _grams,
    TRACKER: _tracker,
    "Variant Requires Shipping": _shipping,
    "Variant On Sale": _on_sale,
    "Variant Swatch": _swatch,
    "Variant Position": _place,
}


def _image(line: Line, told: ProductDraft, *, is_alone: bool) -> ImageDraft:
    image = ImageDraft(line.number, line.text("Image Src"), _position(line.text("Image Position")))
    if len(image.source) > 2000:
        told.refuse(line.number, _("An address has at most %d letters.") % 2000, "Image Src")
    if (alt := line.cell("Image Alt Text")) is not None:
        image.alt = alt[:250]
    words: dict[tuple[str, str], str] = line.layout.words
    image.words = {code: line.row.cells[header][:250] for (base, code), header in words.items()
                   if base == "Image Alt Text"}  # fmt: skip
    image.kept = _all_kept(line) if is_alone else {}
    return image


def _all_kept(line: Line) -> dict[str, Any]:
    return {name: cell for name in line.layout.kept if (cell := line.cell(name) or "")}
