"""What search holds of a product: its lexemes by weight, and the words it adds to the vocabulary."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from catalog.products.models import Product, Variant
from catalog.search import words

LONGEST_LEXEME = 60
LONGEST_BODY = 20_000
_PLACES = {"A": 1, "B": 2, "C": 3, "D": 4}


@dataclass(frozen=True, slots=True)
class Document:
    """`lexemes` is a tsvector's text; `stems` are the texts to stem, by weight."""

    lexemes: str
    stems: dict[str, str]
    words: frozenset[tuple[str, str]]


def of(product: Product) -> Document:
    """The product's document, from all its languages; its variants and vendor are read when they are not."""
    texts = _texts(product)
    found: dict[str, set[str]] = {}
    for weight, text in texts.items():
        spoken = words.pinyin(text) if weight != "D" else []
        for lexeme in (*words.latin(text), *words.chinese(text), *spoken):
            found.setdefault(lexeme, set()).add(weight)
    for lexeme, weight in _codes(product):
        found.setdefault(lexeme, set()).add(weight)
    heads = " ".join(texts[weight] for weight in "ABC")
    return Document(_vector(found), texts, frozenset(_vocabulary(heads)))


def _texts(product: Product) -> dict[str, str]:
    every: list[dict[str, Any]] = [vars(product), *product.translations.values()]
    options = [value for variant in product.variants.all() for value in _options(variant)]
    heads = [*(told.get("subtitle", "") for told in every), product.kind, *product.tags]
    bodies = [html.unescape(strip_tags(told.get("body", ""))) for told in every]
    return {
        "A": _joined(told.get("title", "") for told in every),
        "B": _joined(options),
        "C": _joined([*heads, *_maker(product)]),
        "D": _joined(bodies)[:LONGEST_BODY],
    }


def _joined(texts: Iterable[str]) -> str:
    """One text; the bar keeps the end of one name from meeting the beginning of the next."""
    return " | ".join(dict.fromkeys(filter(None, texts)))


def _options(variant: Variant) -> list[str]:
    translated = [value for told in variant.translations.values() for value in told.get("option_values", [])]
    return [*variant.option_values, *translated]


def _maker(product: Product) -> list[str]:
    vendor = product.vendor
    return [vendor.name, *(told.get("name", "") for told in vendor.translations.values())] if vendor else []


def _codes(product: Product) -> Iterable[tuple[str, str]]:
    """Names as a whole, and the codes of every variant with and without what parts them."""
    titles = [product.title, *(told.get("title", "") for told in product.translations.values())]
    for variant in product.variants.all():
        for code in filter(None, (variant.sku, variant.barcode)):
            titles.append(code)
            for part in words.latin(code):
                yield part, "A" if part == words.folded(code) else "D"
            yield words.whole(code)[1:], "A"
    for title in titles:
        yield words.whole(title), "A"


def _vector(found: dict[str, set[str]]) -> str:
    return " ".join(
        f"'{lexeme}':{','.join(f'{_PLACES[weight]}{weight}' for weight in sorted(weights))}"
        for lexeme, weights in found.items()
        if 0 < len(lexeme) <= LONGEST_LEXEME and lexeme != "="
    )


def _vocabulary(text: str) -> Iterable[tuple[str, str]]:
    for word in words.latin(text):
        if len(word) > 2 and word.isalpha() and len(word) <= LONGEST_LEXEME:
            yield word, word
    for word in words.dictionary(text):
        yield word[:LONGEST_LEXEME], word[:LONGEST_LEXEME]
        for typed in words.spoken(word):
            if len(typed) <= LONGEST_LEXEME:
                yield typed, word[:LONGEST_LEXEME]
