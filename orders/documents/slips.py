"""The packing slip that lies in a parcel or a bag; a gift's tells no price."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop.pdf.sheet import Cell, Column, Sheet
from minishop.templatetags.shop import money
from orders.carts.models import Way
from orders.documents.reading import Contents, Pieces, chosen, day_on_paper, named, parcels
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order


def slips(rows: Sequence[Fulfilment], *, made_at: datetime) -> bytes:
    """A slip for each parcel of the fulfilments, each in its order's language and numbered by itself."""
    first = rows[0].order.language if rows else "en"
    with translation.override(first):
        sheet = Sheet(title=_("Packing slip"), made_at=made_at, language=first)
    for row in rows:
        with translation.override(row.order.language):
            for contents in parcels(row):
                _slip(sheet, contents)
    return sheet.bytes()


def _slip(sheet: Sheet, contents: Contents) -> None:
    order, shipment = contents.order, contents.shipment
    facts = [(_("Order date"), day_on_paper(order.placed_at))]
    if shipment and shipment.tracking_number:
        facts.append((_("Parcel"), shipment.tracking_number))
    sheet.head(_("A gift for you") if order.is_gift else _("Packing slip"), number=order.number, facts=facts)
    sheet.blocks(
        (pgettext("of a parcel", "From"), _sender(contents)),
        (pgettext("of a parcel", "To"), _receiver(contents)),
    )
    if order.gift_note:
        sheet.note(_("Gift note"), order.gift_note)
    _pieces(sheet, contents)
    if not order.is_gift:
        _sums(sheet, contents)
    _elsewhere(sheet, contents)


def _sender(contents: Contents) -> list[str]:
    """Who sends it: the house, or whoever gives it."""
    store, order = contents.fulfilment.store, contents.order
    if order.is_gift:
        return [order.contact_name]
    return [store.t.name, store.t.address, store.t.city, store.phone]


def _receiver(contents: Contents) -> list[str]:
    row, order = contents.fulfilment, contents.order
    address = getattr(row, "address", None)
    if row.way == Way.PICKUP or address is None:
        return [order.contact_name, _("Collect at %(store)s") % {"store": row.store.t.name}]
    return [address.name, address.region, address.street, address.phone]


def _pieces(sheet: Sheet, contents: Contents) -> None:
    order = contents.order
    columns = [Column(_("Piece")), Column(_("Quantity"), 18, "right")]
    if not order.is_gift:
        columns += [Column(_("Price"), 28, "right"), Column(_("Amount"), 30, "right")]
    sheet.table(columns, [_row(order, pieces) for pieces in contents.inside])


def _row(order: Order, pieces: Pieces) -> list[Cell | str]:
    line = pieces.line
    under = " / ".join(part for part in (line.label, line.sku, chosen(line)) if part)
    row: list[Cell | str] = [Cell(line.title, under=under, is_strong=True), str(pieces.quantity)]
    if order.is_gift:
        return row
    amount = line.unit_price * pieces.quantity
    return [*row, money(line.unit_price, order.currency), money(amount, order.currency)]


def _sums(sheet: Sheet, contents: Contents) -> None:
    """What the order came to, step by step where all of it is here."""
    order = contents.order
    total = (_("Total of the order"), money(order.total, order.currency))
    if not contents.is_whole:
        sheet.totals([total])
        return
    steps = [(one.label, money(one.amount, order.currency)) for one in order.adjustments.all()]
    sheet.totals([(_("Pieces"), money(order.goods_total, order.currency)), *steps, total])


def _elsewhere(sheet: Sheet, contents: Contents) -> None:
    """What of the order is not in this parcel, so that nobody looks for it."""
    _listed(sheet, _("Follows in another parcel"), contents.later)
    _listed(sheet, _("Was sent before"), contents.earlier)
    for row in contents.order.fulfilments.all():
        if row.pk == contents.fulfilment.pk or row.state == Fulfilment.State.CANCELLED:
            continue
        left = [Pieces(line, line.quantity - line.withdrawn) for line in row.lines.all()]
        where = _("To be collected at %(store)s") % {"store": row.store.t.name}
        apart = _("Comes in another parcel, from %(store)s") % {"store": row.store.t.name}
        _listed(sheet, where if row.way == Way.PICKUP else apart, [one for one in left if one.quantity])


def _listed(sheet: Sheet, heading: str, pieces: list[Pieces]) -> None:
    if pieces:
        sheet.heading(heading)
        for one in pieces:
            sheet.words(f"{one.quantity} × {named(one.line)}", colour="ink-2")
        sheet.space()
