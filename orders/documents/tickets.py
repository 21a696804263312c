"""The label on a bag that waits to be collected: whose it is, where it lies, and the code that opens it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minishop.pdf.letters import SERIF
from minishop.pdf.paper import LABEL, Paper
from minishop.templatetags.shop import pieces
from orders.documents.reading import day_on_paper
from orders.fulfilment.models import Fulfilment

SIDE = 7.0


def tickets(rows: Sequence[Fulfilment], *, made_at: datetime) -> bytes:
    """A label for each fulfilment that is collected, in the language that is spoken."""
    paper = Paper(title=_("Pick-up labels"), made_at=made_at, language=get_language() or "en", size=LABEL)
    for row in rows:
        ticket(paper, row)
    return paper.bytes()


def ticket(paper: Paper, row: Fulfilment) -> None:
    """One label on a page of its own."""
    order, inner = row.order, paper.width - 2 * SIDE
    paper.page()
    paper.write(SIDE, 6, paper.look.name, size=10, family=SERIF)
    paper.write(SIDE, 6, row.store.t.name, size=9, colour="ink-2", align="right", width=inner)
    paper.line(SIDE, 13, inner, colour="ink", weight=0.4)
    paper.write(SIDE, 16, _("Shelf"), size=8, colour="ink-2")
    paper.write(SIDE, 19, row.shelf or "–", size=44, width=inner, is_strong=True)
    y = paper.paragraph(SIDE, 40, order.contact_name, size=20, family=SERIF, width=inner, most=2)
    count = sum(line.to_send for line in row.lines.all())
    facts = [order.number, pieces(count), _("Gift") if order.is_gift else ""]
    paper.write(SIDE, y + 1, " / ".join(part for part in facts if part), size=10, width=inner)
    _code(paper, row, inner)
    if row.keep_until:
        kept = _("Kept until %(day)s") % {"day": day_on_paper(row.keep_until)}
        paper.write(SIDE, 139, kept, size=10, width=inner, align="center")


def _code(paper: Paper, row: Fulfilment, inner: float) -> None:
    pickup = getattr(row, "pickup", None)
    if pickup is None:
        return
    side = 56.0
    paper.qr(pickup.code, (paper.width - side) / 2, 68, side)
    paper.write(SIDE, 125, pickup.spoken, size=26, width=inner, align="center", is_strong=True)
