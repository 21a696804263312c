"""The pick list: what somebody fetches for several orders in one walk, and which order gets how much."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from minishop.pdf.paper import LEADING, POINT
from minishop.pdf.sheet import Cell, Column, Sheet
from minishop.templatetags.shop import pieces
from orders.carts.models import Way
from orders.documents import pictures
from orders.documents.reading import chosen, on_paper, to_pick
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine

PIC, TICK, ROW = 12.0, 3.2, 5.4


@dataclass(slots=True)
class Share:
    """So many pieces for one order, with what is to be made of them."""

    number: str
    quantity: int
    wish: str


@dataclass(slots=True)
class Fetch:
    """All pieces of one variant, and each order's share of them."""

    line: OrderLine
    shares: list[Share] = field(default_factory=list)

    @property
    def quantity(self) -> int:
        return sum(share.quantity for share in self.shares)

    @property
    def height(self) -> float:
        return sum(ROW + (3.8 if share.wish else 0) for share in self.shares)


def summed(rows: Sequence[Fulfilment]) -> list[Fetch]:
    """The pieces of all the rows by variant, in the order of their names."""
    found: dict[int, Fetch] = {}
    for row in rows:
        for one in to_pick(row):
            fetch = found.setdefault(one.line.variant_id, Fetch(one.line))
            fetch.shares.append(Share(row.order.number, one.quantity, chosen(one.line)))
    return sorted(found.values(), key=lambda fetch: (_name(fetch.line), fetch.line.sku))


def pick_list(rows: Sequence[Fulfilment], *, made_at: datetime, actor: Any = None) -> bytes:
    """One list for all the fulfilments, in the language that is spoken; ticks for each order's share."""
    sheet = Sheet(title=_("Pick list"), made_at=made_at, language=get_language() or "en")
    found = summed(rows)
    count = sum(fetch.quantity for fetch in found)
    houses = sorted({str(row.store.t.name) for row in rows})
    sheet.head(
        _("Pick list"),
        number=pieces(count),
        facts=[
            (_("House"), ", ".join(houses)),
            (_("Printed"), on_paper(made_at)),
            *([(_("By"), str(actor))] if actor else []),
            (_("Orders"), str(len(rows))),
        ],
    )
    columns = [
        Column("", PIC),
        Column(_("Piece")),
        Column(_("Quantity"), 18, "right"),
        Column(pgettext("of an order's share", "For"), 62),
    ]
    sheet.table(columns, [_row(sheet, fetch) for fetch in found])
    sheet.heading(_("Orders in this list"))
    _orders(sheet, rows)
    return sheet.bytes()


def _name(line: OrderLine) -> str:
    return ", ".join(part for part in (line.variant.product.t.title, line.variant.label) if part)


def _row(sheet: Sheet, fetch: Fetch) -> list[Cell | str]:
    line, picture = fetch.line, pictures.of(fetch.line.variant)
    under = " / ".join(part for part in (line.sku, line.variant.barcode) if part)
    return [
        Cell(draw=lambda x, y, _width: sheet.picture(picture, x, y, PIC, PIC), height=PIC),
        Cell(_name(line), under=under, is_strong=True),
        Cell(str(fetch.quantity), is_strong=True),
        Cell(draw=lambda x, y, width: _shares(sheet, fetch, x, y, width), height=fetch.height),
    ]


def _shares(sheet: Sheet, fetch: Fetch, x: float, y: float, width: float) -> None:
    for share in fetch.shares:
        sheet.box(x, y + 0.4, TICK, TICK)
        sheet.write(x + TICK + 2.5, y, f"{share.quantity} × {share.number}", size=9, width=width - TICK - 2.5)
        y += ROW
        if share.wish:
            sheet.write(x + TICK + 2.5, y - 1, share.wish, size=8, colour="plum", width=width - TICK - 2.5)
            y += 3.8


def _orders(sheet: Sheet, rows: Sequence[Fulfilment]) -> None:
    told: list[list[Cell | str]] = []
    for row in rows:
        order = row.order
        goes = _("Ship") if row.way == Way.SHIP else _("Collect")
        notes = [_("Gift, no prices") if order.is_gift else "", order.note]
        told.append(
            [
                Cell(draw=lambda x, y, _width: sheet.box(x, y + 0.3, TICK, TICK), height=9 * POINT * LEADING),
                Cell(order.number, is_strong=True),
                order.contact_name,
                Cell(goes, under=on_paper(row.promised_at)),
                Cell("\n".join(note for note in notes if note)),
            ]
        )
    names = [Column(_("Name")), Column(pgettext("how pieces travel", "Goes")), Column(_("Note"))]
    sheet.table([Column("", TICK), Column(_("Order"), 34), *names], told)
