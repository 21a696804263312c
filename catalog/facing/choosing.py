"""Choosing a variant option by option, with a link for each choice: no script is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.products.models import Product, Variant


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an option: where choosing it leads, and whether that can be bought."""

    name: str
    variant: int  # the variant one has after choosing it
    colour: str
    is_chosen: bool
    is_gone: bool  # sold out
    is_apart: bool  # not made together with the other choices: they change too


@dataclass(frozen=True, slots=True)
class Option:
    """One option with its choices, in the order the product names them."""

    name: str
    chosen: str
    choices: tuple[Choice, ...]

    @property
    def is_colour(self) -> bool:
        return all(choice.colour for choice in self.choices)


def chosen(variants: Sequence[Variant], asked: str | None) -> Variant | None:
    """The variant asked for by id, else the first that can be bought, else the first."""
    by_id = {str(variant.pk): variant for variant in variants}
    can_be_bought = (variant for variant in variants if variant.in_stock and variant.price)
    return by_id.get(asked or "") or next(can_be_bought, None) or next(iter(variants), None)


def options(product: Product, variants: Sequence[Variant], current: Variant | None) -> list[Option]:
    """Every option of the product, as seen from the current variant."""
    if current is None:
        return []
    return [
        _option(name, position, variants, current) for position, name in enumerate(product.t.option_names)
    ]


def _option(name: str, position: int, variants: Sequence[Variant], current: Variant) -> Option:
    values = dict.fromkeys(v.option_values[position] for v in variants if len(v.option_values) > position)
    choices = tuple(_choice(value, position, variants, current) for value in values)
    return Option(name, next((choice.name for choice in choices if choice.is_chosen), ""), choices)


def _choice(value: str, position: int, variants: Sequence[Variant], current: Variant) -> Choice:
    wanted = [*current.option_values]
    wanted[position] = value
    having = [variant for variant in variants if variant.option_values[position] == value]
    exact = next((variant for variant in having if variant.option_values == wanted), None)
    variant = exact or next((variant for variant in having if variant.in_stock), having[0])
    return Choice(
        name=variant.t.option_values[position],
        variant=variant.pk,
        colour=variant.swatch if position == 0 else "",
        is_chosen=value == current.option_values[position],
        is_gone=not variant.in_stock,
        is_apart=exact is None,
    )
