"""Parcels as a shopper reads them: what lies in each, where it is, and what follows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from orders.fulfilment.models import Fulfilment
from orders.history import moments, words
from orders.history.reading import Reading, gone, of_fulfilment
from orders.orders.models import Order
from orders.pickup.models import SHOWN
from orders.shipments.models import Shipment, TrackingEvent

#: How much of what a carrier said is shown.
LATEST = 3
State = Shipment.State


@dataclass(frozen=True, slots=True)
class Sent:
    """One parcel that left the house."""

    shipment: Shipment
    reading: Reading
    #: What is in it, in words, where that is not all of its fulfilment.
    pieces: list[str]
    #: What its carrier said last, in the reader's language where we know the words.
    said: list[str]


def parcels(order: Order) -> list[dict[str, Any]]:
    """Each destination with its lines, its parcels, and what its state reads like."""
    going = order.state == Order.State.OPEN and order.payment_state in SHOWN
    return [
        {
            "fulfilment": one,
            "is_pickup": one.way == "pickup",
            "lines": one.lines.all(),
            "address": getattr(one, "address", None),
            "reading": of_fulfilment(one, order) if going or one.state == Fulfilment.State.DONE else None,
            "sent": sent(one),
            "follows": follows(one) if going else "",
        }
        for one in order.fulfilments.all()
    ]


def sent(fulfilment: Fulfilment) -> list[Sent]:
    """Its parcels that left, in their order."""
    left = gone(fulfilment)
    lines = {line.pk: line for line in fulfilment.lines.all()}
    is_part = len(left) > 1 or any(line.to_send for line in lines.values())
    return [
        Sent(
            one,
            of_parcel(one),
            [_piece(lines[each.line_id], each.quantity) for each in one.lines.all()] if is_part else [],
            [_said(event) for event in list(one.tracking.all())[:LATEST]],
        )
        for one in left
    ]


def follows(fulfilment: Fulfilment) -> str:
    """How many pieces have still to leave, once some have."""
    count = sum(line.to_send for line in fulfilment.lines.all())
    if not count or not gone(fulfilment):
        return ""
    return ngettext("%(count)s piece follows", "%(count)s pieces follow", count) % {"count": count}


def of_parcel(shipment: Shipment) -> Reading:
    """What one parcel reads like."""
    if shipment.state == State.DELIVERED:
        return Reading(_("Arrived"), moments.when(shipment.delivered_at), "phase-4", "ok")
    if shipment.state == State.LOST:
        return Reading(
            _("Held up on the way"), _("We are looking into it, and write to you."), "alert", "warn"
        )
    return Reading(_("On its way"), words.parcel(shipment), "phase-3", "plum")


def _said(event: TrackingEvent) -> str:
    told = gettext(event.words) if event.words else ""
    return words.sentences(moments.when(event.at), words.joined(told, event.place))


def _piece(line: Any, count: int) -> str:
    name = words.joined(line.title, line.label)
    return f"{count} × {name}"
