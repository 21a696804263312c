"""The label of a parcel, 100 × 150 mm: for carriers that print none of their own.

Nothing on it tells what is inside: pieces are counted, not named.
"""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop import clock
from minishop.pdf.letters import SERIF
from minishop.pdf.paper import LABEL, Paper
from minishop.regions import places
from minishop.templatetags.shop import pieces
from orders.carriers.base import Parcel, Place

SIDE = 6.0
#: A Code 128 of more letters than these is too fine for a cheap printer on 88 mm.
MOST = 26


def draw(parcel: Parcel, *, carrier: str = "", tracking: str = "", made_at: datetime | None = None) -> bytes:
    """A file with the parcel's one label."""
    title = " ".join(part for part in (carrier or parcel.carrier_name, tracking or parcel.number) if part)
    paper = Paper(title=title, made_at=made_at or clock.now(), size=LABEL)
    onto(paper, parcel, carrier=carrier, tracking=tracking)
    return paper.bytes()


def onto(paper: Paper, parcel: Parcel, *, carrier: str = "", tracking: str = "") -> None:
    """The label on a page of its own: who sends what to whom, in a carrier's reading order."""
    inner, tracking = paper.width - 2 * SIDE, tracking or parcel.tracking
    with translation.override("zh-hans" if parcel.to.country == "CN" else "en"):
        paper.page()
        name = carrier or parcel.carrier_name or paper.look.name
        paper.write(SIDE, 5, name, size=17, is_strong=True, width=inner - 32)
        paper.write(SIDE, 7.5, parcel.service, size=10, align="right", width=inner)
        _code(paper, tracking or parcel.number, inner)
        paper.line(SIDE, 45, inner, colour="#000000", weight=0.5)
        y = _receiver(paper, parcel.to, inner)
        y = max(y + 2, 98)
        paper.line(SIDE, y, inner, colour="#000000", weight=0.3)
        _sender(paper, parcel.sender, y + 2.5, inner)
        _foot(paper, parcel, inner)


def _code(paper: Paper, text: str, inner: float) -> None:
    """The number as bars and as digits in groups; one that bars cannot hold is written alone."""
    if text.isascii() and text.isprintable() and 0 < len(text) <= MOST:
        paper.code128(text, SIDE, 14.5, inner, 20)
    paper.write(SIDE, 36, text, size=14, align="center", width=inner)


def _receiver(paper: Paper, to: Place, inner: float) -> float:
    """Where the parcel goes, smaller where it takes many words; returns where it ends."""
    paper.write(SIDE, 48, pgettext("of a parcel", "To"), size=8, colour="ink-2")
    is_short = len(paper.rows(to.name, inner, 18)) == 1
    y = paper.paragraph(SIDE, 52, to.name, size=18 if is_short else 12, width=inner, is_strong=True, most=2)
    paper.write(SIDE, y, to.phone, size=14, width=inner)
    lines = _lines(to)
    is_short = sum(len(paper.rows(line, inner, 13)) for line in lines) <= 4
    y += 7
    for line in lines:
        y = paper.paragraph(SIDE, y, line, size=13 if is_short else 10, width=inner, most=5)
    return y


def _lines(place: Place) -> list[str]:
    """The region, which names a municipality once, and the street."""
    region = places.in_words(place.province, place.city, place.district)
    return [line for line in (region, place.street) if line]


def _sender(paper: Paper, sender: Place, y: float, inner: float) -> None:
    paper.write(SIDE, y, pgettext("of a parcel", "From"), size=8, colour="ink-2")
    told = ", ".join(part for part in (sender.name, sender.phone) if part)
    paper.write(SIDE + 14, y - 0.3, told, size=9, width=inner - 14)
    paper.paragraph(SIDE + 14, y + 4, " ".join(_lines(sender)), size=9, width=inner - 14, most=2)


def _foot(paper: Paper, parcel: Parcel, inner: float) -> None:
    """The shop, the order and our own number, for whoever handles the parcel in the house."""
    count = sum(piece.quantity for piece in parcel.pieces)
    grams = _("%(kilos)s kg") % {"kilos": f"{max(parcel.grams / 1000, 0.1):.1f}"} if parcel.grams else ""
    paper.write(SIDE, 120, paper.look.name, size=13, family=SERIF, width=inner - 30)
    facts = (parcel.order, ", ".join(part for part in (pieces(count) if count else "", grams) if part))
    for nth, fact in enumerate((*facts, parcel.number)):
        paper.write(SIDE, 128 + nth * 5, fact, size=9, width=inner - 30)
    paper.qr(parcel.number, paper.width - SIDE - 27, 119, 27)
