"""An order's timeline in words, read from its events; what happened last stands first."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from minishop import events
from minishop.events.models import Event
from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.history import moments, words
from orders.history.reading import gone
from orders.orders.models import Order
from orders.shipments.models import Shipment

Step = dict[str, Any]
#: What a parcel tells, and what its fulfilment tells once all of them did.
OF_PARCELS = {"shipment.shipped": "fulfilment.shipped", "shipment.delivered": "fulfilment.done"}
Telling = Callable[[Order, Event], tuple[str, str, int] | None]


def steps(order: Order) -> list[Step]:
    """What is still to come, then what happened, newest first."""
    past = [step for event in _events(order) if (step := _past(order, event))]
    if past:
        past[0]["state"] = "now"
    return [*_next(order), *past]


def _events(order: Order) -> list[Event]:
    """What happened, newest first; parcels that told themselves are not told again with their fulfilment."""
    parts = list(order.fulfilments.all())
    told = list(events.timeline(order, *parts, *(one for part in parts for one in part.shipments.all())))
    names = {event.name for event in told}
    again = {name for own, name in OF_PARCELS.items() if own in names}
    ways = {f"fulfilment:{part.pk}": part.way for part in parts}
    return [event for event in told[::-1] if event.name not in again or ways.get(event.subject) != Way.SHIP]


def _past(order: Order, event: Event) -> Step | None:
    telling = TELLINGS.get(event.name)
    told = telling(order, event) if telling else None
    if told is None:
        return None
    title, more, phase = told
    hush = words.sentences(moments.when(event.at), more)
    return {
        "title": title, "words": hush, "phase": phase, "state": "done", "event": event.name, "at": event.at,
    }  # fmt: skip


def _next(order: Order) -> Iterator[Step]:
    """The step that each destination waits for."""
    if order.state != Order.State.OPEN:
        return
    if order.payment_state == Order.PaymentState.DUE:
        yield _coming(_("Paid"), _("When the money has arrived"), 1)
        return
    for fulfilment in order.fulfilments.all():
        if fulfilment.state in (Fulfilment.State.WAITING, *Fulfilment.IN_HOUSE):
            yield _awaited(fulfilment)
        elif fulfilment.state == Fulfilment.State.SHIPPED:
            yield _coming(_("At your door"), "", 4)


def _awaited(fulfilment: Fulfilment) -> Step:
    if fulfilment.way == Way.SHIP:
        title = _("The rest on its way") if gone(fulfilment) else _("On its way")
        return _coming(title, _("When the courier has it"), 3)
    if fulfilment.state == Fulfilment.State.READY:
        return _coming(_("In your hands"), _("When you show the code"), 4)
    return _coming(_("Ready to collect"), moments.when(fulfilment.promised_at), 3)


def _coming(title: str, hush: str, phase: int) -> Step:
    return {"title": title, "words": hush, "phase": phase, "state": "next", "event": None, "at": None}


def _fulfilment(order: Order, event: Event) -> Fulfilment:
    """The fulfilment an event is about."""
    pk = int(event.subject.partition(":")[2])
    return next(one for one in order.fulfilments.all() if one.pk == pk)


def _shipped(order: Order, event: Event) -> tuple[str, str, int]:
    fulfilment = _fulfilment(order, event)
    return _("On its way"), f"{fulfilment.carrier} {fulfilment.tracking_number}".strip(), 3


def _parcel(order: Order, event: Event) -> Shipment:
    """The parcel an event is about."""
    parcels = (one for part in order.fulfilments.all() for one in part.shipments.all())
    return next(one for one in parcels if one.pk == event.subject_id)


def _left(order: Order, event: Event) -> tuple[str, str, int]:
    return _("On its way"), words.parcel(_parcel(order, event)), 3


def _ready(order: Order, event: Event) -> tuple[str, str, int]:
    fulfilment = _fulfilment(order, event)
    if fulfilment.way == Way.SHIP:
        return _("Packed"), "", 2
    return _("Ready to collect"), fulfilment.store.t.name, 3


def _not_collected(order: Order, event: Event) -> tuple[str, str, int]:
    return _("Not collected"), _fulfilment(order, event).store.t.name, 3


def _kept(order: Order, event: Event) -> tuple[str, str, int]:
    until = moments.inside(_fulfilment(order, event).keep_until)
    return _("Kept longer"), _("Until %(moment)s") % {"moment": until}, 3


def _handed_over(order: Order, event: Event) -> tuple[str, str, int]:
    return _("Handed over"), _fulfilment(order, event).store.t.name, 4


def _reinstated(order: Order, event: Event) -> tuple[str, str, int]:
    return _("Paid late"), _("Your pieces were still here, so the order goes ahead"), 1


def _arrived(order: Order, event: Event) -> tuple[str, str, int] | None:
    """A parcel; a hand-over has told itself."""
    return (_("Arrived"), "", 4) if _fulfilment(order, event).way == Way.SHIP else None


TELLINGS: dict[str, Telling] = {
    "order.placed": lambda order, event: (_("Placed"), "", 0),
    "order.paid": lambda order, event: (_("Paid"), words.tenders(order), 1),
    "order.reinstated": _reinstated,
    "order.payable_in_store": lambda order, event: (_("Put aside for you"), _("You pay at the counter"), 1),
    "order.money_returned": lambda order, event: (_("Money returned"), _("It goes back the way it came"), 0),
    "order.cancelled": lambda order, event: (_("Cancelled"), "", 0),
    "order.expired": lambda order, event: (_("Not paid in time"), _("The pieces went back on the shelf"), 0),
    "order.refunded": lambda order, event: (_("Refunded"), "", 0),
    "shipment.shipped": _left,
    "shipment.delivered": lambda order, event: (_("Arrived"), words.parcel(_parcel(order, event)), 4),
    "shipment.lost": lambda order, event: (_("Held up on the way"), words.parcel(_parcel(order, event)), 3),
    "fulfilment.no_show": _not_collected,
    "fulfilment.kept": _kept,
    "fulfilment.ready": _ready,
    "fulfilment.shipped": _shipped,
    "fulfilment.handed_over": _handed_over,
    "fulfilment.done": _arrived,
}
