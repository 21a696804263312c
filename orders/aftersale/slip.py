"""The slip that lies in a parcel on its way back: whose it is, to whom, what is inside."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop.pdf.sheet import MARGIN, Cell, Column, Sheet
from orders.history import moments
from orders.returns.models import Return
from orders.returns_words import words

SIDE = 34.0


def slip(back: Return, *, made_at: datetime) -> bytes:
    """One page in the order's language, with the code that staff scan; no prices."""
    with translation.override(back.order.language):
        sheet = Sheet(title=_("Return slip"), made_at=made_at, language=back.order.language)
        facts = [(_("Order"), back.order.number)]
        if back.goods_by:
            facts.append((_("Send it by"), moments.day(back.goods_by)))
        sheet.head(_("Return slip"), number=back.number, facts=facts)
        top = sheet.y
        sheet.blocks((pgettext("of a parcel", "To"), _to(back)), (_("Inside because"), [_why(back)]))
        sheet.qr(back.number, sheet.width - MARGIN - SIDE, top - 4, SIDE)
        sheet.y = max(sheet.y, top + SIDE)
        sheet.table([Column(_("Piece")), Column(_("Quantity"), 24, "right")], _rows(back))
        sheet.note(_("Before you close the parcel"), _("Put this slip on top of the pieces."))
    return sheet.bytes()


def _to(back: Return) -> list[str]:
    store = back.store
    return [store.t.name, store.t.address, store.t.city, store.phone] if store else []


def _why(back: Return) -> str:
    return f"{words.kind(back.kind)}: {words.reason(back.reason)}"


def _rows(back: Return) -> list[list[Cell | str]]:
    return [
        [Cell(one.line.title, under=one.line.label or one.line.sku, is_strong=True), str(one.quantity)]
        for one in back.lines.select_related("line")
    ]
