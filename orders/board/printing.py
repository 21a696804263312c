"""The documents of many cards as one file each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minishop import clock
from minishop.pdf.paper import LABEL, Paper
from orders.board import deeds
from orders.carriers import labels as parcel_labels
from orders.carriers import registry
from orders.carts.models import Way
from orders.documents import picking, slips, tickets
from orders.fulfilment.models import Fulfilment
from orders.shipments import values


def pick_list(rows: Sequence[Fulfilment], actor: Any) -> bytes:
    return picking.pick_list(rows, made_at=clock.now(), actor=actor) if rows else b""


def packing_slips(rows: Sequence[Fulfilment], actor: Any) -> bytes:
    return slips.slips(rows, made_at=clock.now()) if rows else b""


def labels(rows: Sequence[Fulfilment], actor: Any) -> bytes:
    """A label for each bag and for each packed parcel, in the order of the rows."""
    if not rows:
        return b""
    language = get_language() or "en"
    paper = Paper(title=_("Labels"), made_at=clock.now(), language=language, size=LABEL)
    for row in rows:
        if row.way == Way.PICKUP:
            tickets.ticket(paper, row)
        for parcel in deeds.here(row):
            carrier = parcel.carrier_name or registry.label(parcel.carrier)
            parcel_labels.onto(paper, values.parcel(parcel), carrier=carrier)
    return paper.bytes()


PRINTS: dict[str, Callable[[Sequence[Fulfilment], Any], bytes]] = {
    "list": pick_list,
    "slips": packing_slips,
    "labels": labels,
}
