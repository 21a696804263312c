"""Stock in the table of products: how many lie in one house, and whether more may be ordered.

The house is the one of the option `store`, else the first that sends parcels.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.products.models import Variant
from minishop.imports.columns import CellRefused, variant_columns
from minishop.imports.kinds import Request
from orders.stock import facts, levels
from orders.stock import services as stock
from orders.stock.models import OutOfStock, StockItem
from orders.stores.models import Store

LARGEST = 1_000_000


NOT_YOURS = _("Your role does not change stock: the table's numbers are only kept.")


def house(request: Request) -> Store | None:
    """Where the pieces go; staff put them in houses of their own only."""
    person = request.actor
    stores = Store.objects.all() if person is None else Store.objects.of_staff(person)
    if code := request.options.get("store"):
        return stores.filter(code=code).first()
    return stores.filter(is_open=True, ships=True).first()


def closed(request: Request, words: Any) -> Any:
    """Why nobody's stock can be put: the person may not, or there is no house for it."""
    person = request.actor
    if person is not None and not person.has_perm("orders.change_stockitem"):
        return NOT_YOURS
    return "" if house(request) else words


class Quantity:
    """Pieces on hand; set where a variant is new, or when asked, so that what was sold stays sold."""

    switch, initial = "set_stock", "0"

    def closed(self, request: Request) -> Any:
        return closed(request, _("There is no house that sends parcels to put the pieces in."))

    def read(self, cell: str) -> tuple[str, Any]:
        text = cell.replace(",", "") or "0"
        whole = text.removesuffix(".0").removesuffix(".00")
        if not re.fullmatch(r"-?[0-9]{1,12}", whole) or abs(int(whole)) > LARGEST:
            raise CellRefused(_("“%s” is not a number of pieces.") % cell[:40])
        if int(whole) < 0:
            return "0", _("%s pieces: none are taken to be there.") % whole
        return str(int(whole)), ""

    def held(self, things: Iterable[Variant], request: Request) -> Mapping[int, str]:
        place = house(request)
        if place is None:
            return {}
        items = StockItem.objects.filter(variant__in=things, store=place)
        found = {item.variant_id: str(max(item.on_hand, 0)) for item in items}
        return {thing.pk: found.get(thing.pk, "0") for thing in things}

    def put(self, values: Mapping[int, str], request: Request) -> list[Any]:
        place = house(request)
        if place is None:
            return [self.closed(request)]
        warnings: list[Any] = []
        for variant in Variant.objects.filter(pk__in=values).order_by("pk"):
            reference = f"import:{request.reference}:{variant.pk}"
            try:
                stock.count(
                    variant=variant, store=place, counted=int(values[variant.pk]), reference=reference,
                    actor=request.actor,
                )  # fmt: skip
            except OutOfStock:
                warnings.append(
                    _("%s: more pieces are promised than that, so the stock stays.") % variant.sku
                )
        facts.write_down(list(values))
        return warnings


class Policy:
    """ "continue": may be ordered when none is left."""

    switch, initial = "", "deny"

    def closed(self, request: Request) -> Any:
        return closed(request, _("There is no house that could send pieces later."))

    def read(self, cell: str) -> tuple[str, Any]:
        word = cell.casefold()
        if word in ("continue", "true", "yes"):
            return "continue", ""
        is_known = word in ("", "deny", "false", "no")
        return "deny", "" if is_known else _("“%s” is neither deny nor continue.") % cell[:40]

    def held(self, things: Iterable[Variant], request: Request) -> Mapping[int, str]:
        if house(request) is None:
            return {}
        known = list(things)
        later = StockItem.objects.filter(variant__in=known, backorder_limit__gt=0)
        selling_on = set(later.values_list("variant_id", flat=True))
        return {thing.pk: "continue" if thing.pk in selling_on else "deny" for thing in known}

    def put(self, values: Mapping[int, str], request: Request) -> list[Any]:
        for variant in Variant.objects.filter(pk__in=values).order_by("pk"):
            levels.sell_on(variant=variant, is_allowed=values[variant.pk] == "continue", actor=request.actor)
        facts.write_down(list(values))
        return []


variant_columns.add("Variant Inventory Qty", Quantity())
variant_columns.add("Variant Inventory Policy", Policy())
