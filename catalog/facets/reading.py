"""What filters can ask of a product, as the numbers in `Product.facets`.

Products and variants come as they are and are only read: they are above this feature.
"""

from collections.abc import Sequence
from typing import Any

from catalog.facets import services as facets
from catalog.facets.services import Choice


def numbers(product: Any, variants: Sequence[Any], stores: Sequence[str]) -> list[int]:
    """The facets of the stores that have a piece, and of all the variants come in."""
    return sorted(facets.known([*_houses(stores), *_choices(product, variants)]).values())


def moved(product: Any, stores: Sequence[str]) -> list[int]:
    """The product's facets when these stores, and no longer those it names, have a piece."""
    ids = facets.known(_houses([*product.store_codes, *stores]))
    gone = {ids[each.code] for each in _houses(product.store_codes)}
    here = {ids[each.code] for each in _houses(stores)}
    return sorted((set(product.facets) - gone) | here)


def _houses(codes: Sequence[str]) -> list[Choice]:
    return [Choice(option="", value=code) for code in codes]


def _choices(product: Any, variants: Sequence[Any]) -> list[Choice]:
    """What the variants come in, in the words of every language."""
    return [
        Choice(
            option=name,
            value=value,
            colour=variant.swatch if place == 0 else "",
            translations=_translated(product, variant, place),
        )
        for variant in variants
        for place, (name, value) in enumerate(zip(product.option_names, variant.option_values, strict=False))
    ]


def _translated(product: Any, variant: Any, place: int) -> dict[str, dict[str, str]]:
    """The option's and the value's words in other languages, as far as there are any."""
    told: dict[str, dict[str, str]] = {}
    for row, source, word in ((product, "option_names", "option"), (variant, "option_values", "value")):
        for language, words in row.translations.items():
            if place < len(texts := words.get(source) or []) and texts[place]:
                told.setdefault(language, {})[word] = texts[place]
    return told
