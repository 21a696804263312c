"""A fulfilment as its card on the board says it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.board import deeds
from orders.board.lanes import GOES_BACK, SOON, Lane
from orders.carts.models import Way
from orders.documents.reading import chosen
from orders.fulfilment.models import Fulfilment
from orders.history import moments
from orders.scanning.faces import short_name
from orders.shipments.models import Shipment

#: Pictures on a card; more pieces are a number.
PICTURES = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What is seen of one fulfilment; `face` is late, soon, rest or nothing."""

    row: Fulfilment
    face: str
    age: str
    goes: str
    pictures: list[Any]
    more: int
    flags: list[tuple[str, str]]
    next: deeds.Deed | None
    #: Why each deed leaves it out, by code, as JSON for the page's script.
    left_out: str

    @property
    def short(self) -> str:
        """The number without the house's prefix."""
        return short(self.row)

    @property
    def name(self) -> str:
        return short_name(self.row.order)


def short(row: Fulfilment) -> str:
    return row.order.number.partition("-")[2] or row.order.number


def cards(rows: Sequence[Fulfilment], lane: Lane, now: datetime) -> list[Card]:
    return [_card(row, lane, now) for row in rows]


def _card(row: Fulfilment, lane: Lane, now: datetime) -> Card:
    lines = [line for line in row.lines.all() if line.quantity > line.withdrawn]
    pictures = [line.variant.picture or line.variant.product.cover for line in lines]
    why = {code: deed.why_not(row) for code, deed in deeds.ALL.items()}
    return Card(
        row=row,
        face=_face(row, lane, now),
        age=_age(row, lane, now),
        goes=_goes(row, lane),
        pictures=[picture for picture in pictures if picture][:PICTURES],
        more=max(len(lines) - PICTURES, 0),
        flags=_flags(row),
        next=_next(row, lane),
        left_out=json.dumps({code: reason for code, reason in why.items() if reason}, ensure_ascii=False),
    )


def _next(row: Fulfilment, lane: Lane) -> deeds.Deed | None:
    """The step that brings it to the next lane; what is ready is handed over at the scan console."""
    steps = {"paid": deeds.PICK, "picking": deeds.PACK}
    if lane.code == "packed":
        return deeds.COURIER if row.way == Way.SHIP else deeds.SHELF
    return steps.get(lane.code)


def _face(row: Fulfilment, lane: Lane, now: datetime) -> str:
    due, soon = row.promised_at, SOON
    if lane.code == "gone":
        return "rest"
    if lane.code == "ready":
        due, soon = row.keep_until and row.keep_until - GOES_BACK, GOES_BACK
    if due is None:
        return ""
    return "late" if due < now else "soon" if due < now + soon else ""


def _age(row: Fulfilment, lane: Lane, now: datetime) -> str:
    """How late it is, or how long it has been in its lane; when it left."""
    since: datetime | None = row.since  # type: ignore[attr-defined]
    if lane.code == "gone":
        return moments.clock(since) if since else ""
    if lane.code != "ready" and row.promised_at and row.promised_at < now:
        return _("%(time)s late") % {"time": lasting(now - row.promised_at)}
    return lasting(now - since) if since else ""


def lasting(span: timedelta) -> str:
    """A length of time in its largest unit: 26 min, 2 h, 6 days."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 24 * 60:
        return _("%(count)s h") % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _goes(row: Fulfilment, lane: Lane) -> str:
    """Where it goes and by when, or where it lies, or how it went."""
    if lane.code == "gone":
        return _("Collected") if row.way == Way.PICKUP else _("Courier")
    if row.shelf and row.way == Way.PICKUP and row.state == Fulfilment.State.READY:
        return _("Collect, shelf %(shelf)s") % {"shelf": row.shelf}
    if row.promised_at is None:
        return _("Collect") if row.way == Way.PICKUP else _("Ship")
    words = {"time": _moment(row.promised_at)}
    return (_("Collect %(time)s") if row.way == Way.PICKUP else _("Ship %(time)s")) % words


def _moment(moment: datetime) -> str:
    """The time of a moment today, the day of another, in the middle of a sentence."""
    if timezone.localtime(moment).date() == timezone.localdate():
        return moments.clock(moment)
    day = moments.day(moment)
    return day[:1].lower() + day[1:]


def _flags(row: Fulfilment) -> list[tuple[str, str]]:
    """Marks with their words: a gift, initials, a part that has left, a label that failed."""
    flags = [("gift", _("Gift, no prices"))] if row.order.is_gift else []
    wishes = dict.fromkeys(chosen(line) for line in row.lines.all())
    flags += [("pen", wish) for wish in wishes if wish]
    if row.order.note:
        flags.append(("note", row.order.note))
    return flags + _of_parcels(row) + _of_keeping(row)


def _of_parcels(row: Fulfilment) -> list[tuple[str, str]]:
    parcels, flags = row.shipments.all(), []
    sent = sum(line.sent for line in row.lines.all())
    if sent and row.state in Fulfilment.IN_HOUSE:
        pieces = sum(line.quantity - line.withdrawn for line in row.lines.all())
        flags.append(("van", _("%(sent)s of %(all)s pieces sent") % {"sent": sent, "all": pieces}))
    if any(parcel.booking == Shipment.Booking.FAILED for parcel in deeds.here(row)):
        flags.append(("alert", _("No label yet: its carrier refused")))
    numbers = [parcel.tracking_number for parcel in parcels if parcel.tracking_number]
    return [*flags, *(("van", number) for number in numbers)]


def _of_keeping(row: Fulfilment) -> list[tuple[str, str]]:
    if row.state != Fulfilment.State.READY or row.way != Way.PICKUP or not row.keep_until:
        return []
    return [("clock", _("Goes back %(day)s") % {"day": _moment(row.keep_until)})]
