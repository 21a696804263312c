"""What documents tell of fulfilments: which pieces lie in which parcel, and what was chosen for them."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order, OrderLine
from orders.shipments.models import Shipment

State = Shipment.State


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many pieces of a line."""

    line: OrderLine
    quantity: int


@dataclass(frozen=True, slots=True)
class Contents:
    """One parcel (or bag): what is in it, and what of the order is not."""

    fulfilment: Fulfilment
    shipment: Shipment | None
    inside: list[Pieces]
    #: Pieces that left before, and those that come later; of this fulfilment or another one.
    earlier: list[Pieces] = field(default_factory=list)
    later: list[Pieces] = field(default_factory=list)

    @property
    def order(self) -> Order:
        return self.fulfilment.order

    @property
    def is_whole(self) -> bool:
        """Whether all that was ordered lies in it."""
        pieces = sum(line.quantity for row in self.order.fulfilments.all() for line in row.lines.all())
        return pieces == sum(one.quantity for one in self.inside)


def for_paper(rows: QuerySet[Fulfilment]) -> QuerySet[Fulfilment]:
    """Each with all its documents say, in a fixed number of queries."""
    lines = OrderLine.objects.select_related("variant__product__cover", "variant__picture")
    siblings = Fulfilment.objects.select_related("store").prefetch_related("lines")
    return rows.select_related("order", "store", "address", "pickup", "picker").prefetch_related(
        Prefetch("lines", lines),
        Prefetch("shipments", Shipment.objects.standing().prefetch_related("lines")),
        Prefetch("order__fulfilments", siblings),
        "order__adjustments",
    )


def packed(row: Fulfilment) -> dict[int, int]:
    """Pieces of each line that lie in a parcel which is still here."""
    counts: dict[int, int] = {}
    for shipment in row.shipments.all():
        for inside in shipment.lines.all() if shipment.state == State.PACKED else ():
            counts[inside.line_id] = counts.get(inside.line_id, 0) + inside.quantity
    return counts


def to_pick(row: Fulfilment) -> list[Pieces]:
    """The pieces that have still to be fetched."""
    lie = packed(row)
    left = [Pieces(line, line.to_send - lie.get(line.pk, 0)) for line in row.lines.all()]
    return [pieces for pieces in left if pieces.quantity > 0]


def parcels(row: Fulfilment) -> list[Contents]:
    """Its parcels that are still here; all that is left as one where none is packed; else those that left."""
    standing = list(row.shipments.all())
    here = [shipment for shipment in standing if shipment.state == State.PACKED]
    if here or not to_pick(row):
        return [_parcel(row, shipment) for shipment in here or standing] or [_bag(row)]
    return [_bag(row)]


def _parcel(row: Fulfilment, shipment: Shipment) -> Contents:
    lines = {line.pk: line for line in row.lines.all()}
    inside = [Pieces(lines[one.line_id], one.quantity) for one in shipment.lines.all()]
    gone = {line.pk: line.sent for line in lines.values()}
    later = {line.pk: line.to_send for line in lines.values()}
    for one in inside:
        (later if shipment.state == State.PACKED else gone)[one.line.pk] -= one.quantity
    return Contents(
        row,
        shipment,
        inside,
        earlier=[Pieces(lines[pk], n) for pk, n in gone.items() if n > 0],
        later=[Pieces(lines[pk], n) for pk, n in later.items() if n > 0],
    )


def _bag(row: Fulfilment) -> Contents:
    """All that was not asked back, in one bag; what of it left before is told apart."""
    lines = list(row.lines.all())
    left = [Pieces(line, line.to_send) for line in lines if line.to_send]
    sent = [Pieces(line, line.sent) for line in lines if line.sent]
    return Contents(row, None, left or sent, earlier=sent if left else [])


def chosen(line: OrderLine) -> str:
    """What was chosen for the pieces, in one line: Initials: W.L."""
    return " / ".join(f"{name}: {text}" for name, text in line.choices.items() if text not in ("", None))


def named(line: OrderLine) -> str:
    """The piece as it was agreed: Arc Bag, Plum."""
    return ", ".join(part for part in (line.title, line.label) if part)


def on_paper(moment: datetime | None) -> str:
    """The date and the time; paper is read on other days than it was printed."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return _("%(day)s, %(time)s") % {"day": day_on_paper(moment), "time": date_format(local, "H:i")}


def day_on_paper(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), _("j F Y"))
