"""Stock as a table: one row for each variant and house, counted anew or moved by so many pieces.

Shopify's inventory tables are read too: with a Location and On hand or Available, or with one column for
each location.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.pricelists.naming import KNOWN_BY, variant_of
from catalog.products.models import Variant
from minishop.imports.cells import Row
from minishop.imports.kinds import Change, Request, kinds
from minishop.imports.numbers import pieces
from minishop.imports.rowwise import Reading, Refused, Rowwise, cell, named
from orders.stock import services as stock
from orders.stock.models import OutOfStock, StockItem, StockMovement
from orders.stores.models import Store

STORE = ("Store", "Location", "House")
ON_HAND, CHANGE, FREE = (
    ("On hand", "On hand (new)", "Counted"),
    ("Change", "Adjustment"),
    ("Available", "Free"),
)
TAKEN = "On hand (current)"
#: Shopify's word for a piece that a location never has.
NEVER = "not stocked"


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of one house: so many lie there, so many are free, or so many came or went."""

    store: Store
    how: str
    number: int
    column: str

    def on_hand(self, item: StockItem) -> int:
        """How many lie there once it is so, less what is owed."""
        beside = {"change": item.on_hand, "free": item.reserved, "counted": min(item.on_hand, 0)}
        return self.number + beside[self.how]


class StockSheet(Rowwise):
    """What lies where. A clerk's table reaches the clerk's own houses only."""

    name = "stock"
    label = _("Stock")
    permission = "orders.change_stockitem"
    oversight = "orders.work_in_any_store"
    export_permission = "orders.view_stockitem"
    known_by = KNOWN_BY
    columns = {
        "SKU": _("Which variant. Without it: the barcode, or Handle and Option1 Value to Option3 Value."),
        "Piece": _("For your eyes only."),
        STORE[0]: _("The house’s code or name; without it, the house chosen here."),
        ON_HAND[0]: _("How many lie there, counted. Empty: nothing changes."),
        CHANGE[0]: _("Instead: how many came (5) or went (-2)."),
        TAKEN: _("How many lay there when the table was taken; rows left as they were change nothing."),
        "Promised": _("For your eyes only."),
    }

    def choices(self, person: Any) -> dict[str, tuple[Any, list[tuple[str, Any]]]]:
        houses = [(store.code, str(store.t.name)) for store in _stores(person)]
        empty = [("", _("The table says"))] if len(houses) != 1 else []
        return {"store": (_("House, for rows that name none"), [*empty, *houses])}

    def read(self, row: Row, request: Request) -> Reading:
        variant = variant_of(row)
        if not variant.is_stock_tracked:
            raise Refused(_("Its pieces are not counted; it is always available."), "SKU")
        said = list(_said(row, request))
        changes = tuple(change for each in said if (change := _change(each, variant, row)))

        def write() -> None:
            for each in said:
                if _change(each, variant, row):
                    _move(each, variant, request, row.number)

        return Reading(variant.sku, changes, write)

    def export(self) -> tuple[list[str], Iterator[Sequence[str]]]:
        return self.export_for(None)

    def export_for(self, person: Any) -> tuple[list[str], Iterator[Sequence[str]]]:
        """What lies in this person's houses."""
        return list(self.columns), _rows(person)


def _stores(person: Any) -> Any:
    """The houses whose stock the person may change; all of them where a command asks."""
    return Store.objects.all() if person is None else Store.objects.of_staff(person)


def _said(row: Row, request: Request) -> Iterator[Said]:
    """What the row says of each house it names."""
    if column := named(list(row.cells), *STORE):
        yield from _of(_store(cell(row, column) or request.options.get("store", ""), request), row)
    elif each := dict(_columns_of_stores(row)):
        for header, store in each.items():
            number = _number(row.cells[header], header)
            if number is not None:
                yield Said(_own(store, request, header), "free", number, header)
    else:
        yield from _of(_store(request.options.get("store", ""), request), row)


def _of(store: Store, row: Row) -> Iterator[Said]:
    told = {
        how: (number, column)
        for how, names in (("counted", ON_HAND), ("change", CHANGE), ("free", FREE))
        if (column := named(list(row.cells), *names))
        and (number := _number(row.cells[column], column)) is not None
    }
    if "counted" in told and "change" in told:
        raise Refused(_("Say either how many there are or how many came, not both."), CHANGE[0])
    how = next((how for how in ("counted", "change", "free") if how in told), "")
    if how:
        yield Said(store, how, *told[how])


def _number(text: str, column: str) -> int | None:
    told = text.strip()
    return None if not told or told.casefold() == NEVER else pieces(told, column)


def _names(store: Store) -> set[str]:
    """All a table may call the house."""
    words = {kept.get("name", "") for kept in store.translations.values()}
    return {name.casefold() for name in (store.code, store.name, *words) if name}


def _store(told: str, request: Request) -> Store:
    if not told:
        raise Refused(_("The row names no house, and none was chosen."), STORE[0])
    store = next((each for each in Store.objects.all() if told.casefold() in _names(each)), None)
    if store is None:
        raise Refused(_("There is no house “%(name)s”.") % {"name": told}, STORE[0])
    return _own(store, request, STORE[0])


def _own(store: Store, request: Request, column: str) -> Store:
    if not _stores(request.actor).filter(pk=store.pk).exists():
        raise Refused(_("%(house)s is not your house.") % {"house": store.name}, column)
    return store


def _columns_of_stores(row: Row) -> Iterator[tuple[str, Store]]:
    stores = list(Store.objects.all())
    for header in row.cells:
        for store in stores:
            if header.casefold() in _names(store):
                yield header, store


def _change(said: Said, variant: Variant, row: Row) -> Change | None:
    """The difference it makes, if any.

    Raises:
        Refused: fewer would lie there than are promised.
    """
    known = StockItem.objects.filter(variant=variant, store=said.store).first()
    item = known or StockItem(variant=variant, store=said.store)
    if known and said.how == "counted" and _number(cell(row, TAKEN), TAKEN) == said.number:
        return None  # nobody touched it since it was taken
    after = said.on_hand(item)
    if after == item.on_hand:
        return None
    if after < min(item.reserved, item.on_hand):
        raise _too_few(said.column)
    return Change(said.store.code, str(item.on_hand), str(after))


def _move(said: Said, variant: Variant, request: Request, number: int) -> None:
    about: dict[str, Any] = {"variant": variant, "store": said.store, "actor": request.actor}
    about["reference"] = f"{request.reference}:{number}"
    try:
        StockItem.objects.get_or_create(variant=variant, store=said.store)
        item = StockItem.objects.select_for_update().get(variant=variant, store=said.store)
        quantity = said.on_hand(item) - item.on_hand
        stock.adjust(quantity=quantity, kind=StockMovement.Kind.COUNTED, **about)
    except OutOfStock as problem:
        raise _too_few(said.column) from problem


def _too_few(column: str) -> Refused:
    return Refused(_("Pieces there are promised to orders; fewer than that can’t be on hand."), column)


def _rows(person: Any) -> Iterator[Sequence[str]]:
    items = StockItem.objects.filter(store__in=_stores(person)).select_related("variant__product", "store")
    for item in items.order_by("variant__sku", "store__position", "store_id").iterator(chunk_size=1000):
        lying = str(item.on_hand)
        yield [
            item.variant.sku, str(item.variant), item.store.code, lying, "", lying, str(item.reserved)
        ]  # fmt: skip


kinds.add(StockSheet.name, StockSheet())
