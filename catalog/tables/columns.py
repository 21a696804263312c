"""The columns of Shopify's product table in both generations of headers, and our own beside them.

Headers are compared without case. Each is known by its older name, under which it is exported.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from django.conf import settings

from minishop.imports.columns import variant_columns

#: Newer header (and what people write) → older header.
ALIASES = {
    "URL handle": "Handle",
    "Description": "Body (HTML)",
    "Body": "Body (HTML)",
    "Body HTML": "Body (HTML)",
    "Product type": "Type",
    "Published on online store": "Published",
    "SKU": "Variant SKU",
    "Barcode": "Variant Barcode",
    "Price": "Variant Price",
    "Compare-at price": "Variant Compare At Price",
    "Compare at price": "Variant Compare At Price",
    "Charge tax": "Variant Taxable",
    "Tax code": "Variant Tax Code",
    "Inventory tracker": "Variant Inventory Tracker",
    "Inventory quantity": "Variant Inventory Qty",
    "Variant Inventory Quantity": "Variant Inventory Qty",
    "Continue selling when out of stock": "Variant Inventory Policy",
    "Weight value (grams)": "Variant Grams",
    "Weight unit for display": "Variant Weight Unit",
    "Requires shipping": "Variant Requires Shipping",
    "Fulfillment service": "Variant Fulfillment Service",
    "Product image URL": "Image Src",
    "Image URL": "Image Src",
    "Variant image URL": "Variant Image",
}
OPTIONS = (1, 2, 3)
#: Text columns of the product → field.
TEXTS = {
    "Title": "title",
    "Subtitle": "subtitle",
    "Body (HTML)": "body",
    "Details": "details",
    "Type": "kind",
    "SEO Title": "seo_title",
    "SEO Description": "seo_description",
}
PRODUCT = (
    "Handle", "Title", "Subtitle", "Body (HTML)", "Details", "Vendor", "Type", "Tags", "Published",
    "Published At", "Withdrawn At",
)  # fmt: skip
OPTION = tuple(f"Option{n} {what}" for n in OPTIONS for what in ("Name", "Value"))
VARIANT = (
    "Variant SKU", "Variant Grams", "Variant Inventory Tracker", "Variant Price", "Variant Compare At Price",
    "Variant Requires Shipping", "Variant Barcode",
)  # fmt: skip
IMAGE = ("Image Src", "Image Position", "Image Alt Text")
LAST = (
    "Gift Card", "SEO Title", "SEO Description", "Variant Image", "Status", "Variant Swatch",
    "Variant On Sale", "Variant Position", "3D Model", "Not Taken Back",
)  # fmt: skip
#: Read where the grams are missing; never exported.
WEIGHT = "Variant Weight"
#: The photograph a variant shows; kept in its columns where it is not in the gallery.
VARIANT_IMAGE = "Variant Image"
#: The key of `Product.columns` under which the columns of photographs' own rows are kept, by source.
KEPT_IMAGES = ""
OWN = frozenset((*PRODUCT, *OPTION, *VARIANT, *IMAGE, *LAST, WEIGHT))
#: What Shopify says of a variant and we have no field for, in its order; kept as it came.
KEPT = (
    "Variant Inventory Qty", "Variant Inventory Policy", "Variant Fulfillment Service", "Variant Taxable",
    "Variant Weight Unit", "Variant Tax Code", "Cost per item",
)  # fmt: skip
OF_VARIANT = re.compile(
    r"variant |cost per item$|unit price |(?:price|compare.at price) / |option\d linked to$"
)
IN_CURRENCY = re.compile(r"variant (compare at )?price ([a-z]{3})$")
TRANSLATED = {
    **{header: field for header, field in TEXTS.items() if field != "kind"},
    **{f"Option{n} Name": "option_names" for n in OPTIONS},
    **{f"Option{n} Value": "option_values" for n in OPTIONS},
    "Image Alt Text": "alt",
}


def folded(header: str) -> str:
    return " ".join(header.split()).casefold()


_KNOWN = {folded(header): header for header in (*OWN, *KEPT)} | {
    folded(alias): header for alias, header in ALIASES.items()
}


def suffixes() -> dict[str, str]:
    """How headers name the other languages: "zh" as well as "zh-hans"."""
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return {code.split("-")[0]: code for code in reversed(codes)} | {code: code for code in codes}


def suffix_of(language: str) -> str:
    """The shortest name of a language in a header."""
    return next(
        short for short, code in sorted(suffixes().items(), key=lambda it: len(it[0])) if code == language
    )


def canonical(header: str) -> str:
    """The header's older name, with its language where it has one; itself when it is not known."""
    known = _KNOWN.get(folded(header)) or _registered(header)
    if known:
        return known
    base, _space, last = header.rpartition(" ")
    language, text = suffixes().get(last.casefold()), _KNOWN.get(folded(base))
    if language and text in TRANSLATED:
        return f"{text} {suffix_of(language)}"
    priced = IN_CURRENCY.match(folded(header))
    if priced:
        return f"Variant {'Compare At ' if priced[1] else ''}Price {priced[2].upper()}"
    return header


def _registered(header: str) -> str:
    return next((name for name, _column in variant_columns if folded(name) == folded(header)), "")


def is_of_variant(header: str) -> bool:
    """Whether a column without a field belongs to each variant, not to the product."""
    return bool(OF_VARIANT.match(folded(header)))


class Layout:
    """Which of a table's columns mean what; a second column of one meaning is left out."""

    def __init__(self, headers: Sequence[str]) -> None:
        self.places: dict[str, str] = {}
        self.doubled: list[str] = []
        #: SKU → the handle whose row names it first; the table's products claim each once.
        self.claimed: dict[str, str] = {}
        for header in headers:
            name = canonical(header)
            if name in self.places:
                self.doubled.append(header)
            else:
                self.places[name] = header

    def __contains__(self, name: object) -> bool:
        return name in self.places

    @cached_property
    def words(self) -> dict[tuple[str, str], str]:
        """(column, language) → header, for each text in another language."""
        return {
            (base, code): self.places[name]
            for base in TRANSLATED
            for code in dict.fromkeys(suffixes().values())
            if (name := f"{base} {suffix_of(code)}") in self.places
        }

    @cached_property
    def currencies(self) -> list[str]:
        """Other currencies the table has prices in."""
        found = (IN_CURRENCY.match(folded(name)) for name in self.places)
        return list(dict.fromkeys(match[2].upper() for match in found if match))

    @cached_property
    def registered(self) -> list[str]:
        return [name for name, _column in variant_columns if name in self.places]

    @cached_property
    def kept(self) -> list[str]:
        """Columns without a field here, by the name they are kept under."""
        taken = {*OWN, *self.registered, *self.words_names}
        return [name for name in self.places if name not in taken and not IN_CURRENCY.match(folded(name))]

    @cached_property
    def words_names(self) -> set[str]:
        return {f"{base} {suffix_of(code)}" for base, code in self.words}

    @cached_property
    def has_variants(self) -> bool:
        mine = {*VARIANT, *OPTION, WEIGHT, *self.registered}
        return any(name in mine or is_of_variant(name) for name in self.places)

    def has_any(self, names: Iterable[str]) -> bool:
        return any(name in self.places for name in names)
