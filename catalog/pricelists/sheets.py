"""Prices as a table: one row for each variant and currency."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.pricelists.naming import KNOWN_BY, variant_of
from catalog.products import services as products
from catalog.products.models import Price, Variant
from minishop.imports.cells import Row
from minishop.imports.kinds import Change, Request, kinds
from minishop.imports.numbers import money
from minishop.imports.rowwise import Reading, Refused, Rowwise, cell, named
from minishop.money import default_currency, written

PRICE, COMPARE, CURRENCY = "Price", "Compare at price", "Currency"
PRICES = (PRICE, "Variant Price")
COMPARES = (COMPARE, "Compare-at price", "Variant Compare At Price")


class PriceList(Rowwise):
    """What each variant costs; a blank comparison clears it, an absent column leaves it."""

    name = "prices"
    label = _("Prices")
    permission = "catalog.change_price"
    export_permission = "catalog.view_price"
    known_by = KNOWN_BY
    columns = {
        "SKU": _("Which variant. Without it: the barcode, or Handle and Option1 Value to Option3 Value."),
        "Piece": _("For your eyes only."),
        CURRENCY: _("Three letters, such as CNY; empty: the shop’s own."),
        PRICE: _("What it costs, tax included: 1299, 1,299.00 or ¥1299."),
        COMPARE: _("The price before a reduction. Empty clears it; without the column it stays."),
    }

    def read(self, row: Row, request: Request) -> Reading:
        variant = variant_of(row)
        currency = _currency(cell(row, CURRENCY))
        now = Price.objects.filter(variant=variant, currency=currency).first()
        price = _amount(row, PRICES, currency)
        if price is None:
            price = now.amount if now else None
            if now and named(list(row.cells), *PRICES):
                raise Refused(_("A price can’t be emptied; take the piece off sale instead."), PRICE)
        compare = _amount(row, COMPARES, currency)
        if now and not named(list(row.cells), *COMPARES):
            compare = now.compare_at
        if price is None:
            return Reading(variant.sku)
        write = partial(
            products.set_price, variant=variant, amount=price, compare_at=compare, currency=currency,
            actor=request.actor,
        )  # fmt: skip
        return Reading(
            variant.sku, tuple(_changes(now, price, compare, currency)), write, _doubts(price, compare)
        )

    def export(self) -> tuple[list[str], Iterator[Sequence[str]]]:
        return list(self.columns), _rows()


def _currency(told: str) -> str:
    code = (told or default_currency()).upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Refused(_("“%(name)s” is no currency: it has three letters.") % {"name": told}, CURRENCY)
    return code


def _amount(row: Row, columns: Sequence[str], currency: str) -> Decimal | None:
    """The amount in the first of these columns; None where it is blank or there is none."""
    told = cell(row, *columns)
    return money(told, currency, columns[0]) if told else None


def _changes(now: Price | None, price: Decimal, compare: Decimal | None, currency: str) -> Iterator[Change]:
    pairs = ((PRICE, now.amount if now else None, price), (COMPARE, now.compare_at if now else None, compare))
    for column, before, after in pairs:
        if before != after:
            yield Change(f"{column} {currency}", _shown(before, currency), _shown(after, currency))


def _doubts(price: Decimal, compare: Decimal | None) -> tuple[tuple[Any, str], ...]:
    if compare is not None and compare <= price:
        return ((_("It is not above the price, so shoppers see no reduction."), COMPARE),)
    return ()


def _shown(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else written(amount, currency)


def _rows() -> Iterator[Sequence[str]]:
    """Each price; and each variant without one in the shop's own currency, to be filled in."""
    own = default_currency()
    variants = Variant.objects.select_related("product").prefetch_related("prices").order_by("sku")
    for variant in variants.iterator(chunk_size=1000):
        prices = sorted(variant.prices.all(), key=lambda price: (price.currency != own, price.currency))
        if not any(price.currency == own for price in prices):
            yield [variant.sku, str(variant), own, "", ""]
        for price in prices:
            shown = [_shown(price.amount, price.currency), _shown(price.compare_at, price.currency)]
            yield [variant.sku, str(variant), price.currency, *shown]


kinds.add(PriceList.name, PriceList())
