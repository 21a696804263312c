"""What an order's state reads like: derived from the order, its payment and its fulfilments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.history import moments, words
from orders.orders.models import Order
from orders.shipments.models import Shipment

State, Paying, Step = Order.State, Order.PaymentState, Fulfilment.State


@dataclass(frozen=True, slots=True)
class Reading:
    """A few words, the sentence beneath, an icon, and the tag's kind: warn, plum, ok or none."""

    words: str
    more: str = ""
    mark: str = "moon"
    kind: str = ""


def read(order: Order) -> Reading:
    """The one thing worth saying first about an order."""
    ended = _ended(order)
    if ended is not None:
        return ended
    if order.payment_state == Paying.DUE:
        until = moments.clock(order.expires_at) if order.expires_at else ""
        return Reading(
            _("To pay"),
            _("Your pieces are held until %(time)s.") % {"time": until} if until else "",
            "clock",
            "warn",
        )
    fulfilments = [one for one in order.fulfilments.all() if one.state != Step.CANCELLED]
    if not fulfilments:
        return Reading(_("Paid"), mark="phase-1")
    return of_fulfilment(min(fulfilments, key=_urgency), order)


def of_fulfilment(fulfilment: Fulfilment, order: Order) -> Reading:
    """What one destination of an order that is going ahead reads like."""
    if fulfilment.way == Way.PICKUP:
        return _collected(fulfilment, order)
    return _sent(fulfilment)


def _ended(order: Order) -> Reading | None:
    if order.payment_state == Paying.REFUNDED:
        return Reading(_("Refunded"), _("The money is on its way back to where it came from."), "undo")
    if order.state == State.CANCELLED:
        return Reading(_("Cancelled"), _("Nothing more will happen with this order."), "close")
    if order.state == State.EXPIRED:
        return Reading(
            _("Not paid in time"), _("The pieces went back on the shelf. Nothing was charged."), "clock"
        )
    return None


def _urgency(fulfilment: Fulfilment) -> int:
    """What the shopper can act on comes first, what is over comes last."""
    waiting = {
        Step.NO_SHOW: 0,
        Step.READY: 0 if fulfilment.way == Way.PICKUP else 3,
        Step.SHIPPED: 1,
        Step.DONE: 9,
    }
    return waiting.get(Step(fulfilment.state), 2 if fulfilment.way == Way.PICKUP else 4)


def _kept(fulfilment: Fulfilment) -> str:
    if fulfilment.keep_until is None:
        return _("Show the code and take it home.")
    until = {"moment": moments.inside(fulfilment.keep_until)}
    return _("Kept until %(moment)s. Show the code and take it home.") % until


def _received(fulfilment: Fulfilment, parcels: list[Shipment]) -> Reading:
    if parcels and all(one.state == Shipment.State.LOST for one in parcels):
        return Reading(_("Lost on the way"), _("Your money goes back, or others are sent."), "van")
    return Reading(_("Received"), moments.when(fulfilment.done_at), "phase-4", "ok")


def _numbers(parcels: list[Shipment]) -> str:
    """The parcel's carrier and number, or how many parcels there are."""
    if len(parcels) == 1:
        return words.parcel(parcels[0])
    return _("In %(count)s parcels") % {"count": len(parcels)} if parcels else ""


def _collected(fulfilment: Fulfilment, order: Order) -> Reading:
    store = {"store": fulfilment.store.t.name}
    if fulfilment.state == Step.DONE:
        return Reading(_("Collected at %(store)s") % store, moments.when(fulfilment.done_at), "phase-4", "ok")
    if order.payment_state == Paying.DUE_IN_STORE:
        until = {"moment": moments.inside(order.expires_at)}
        more = _("Kept until %(moment)s. Show the code at the counter and pay there.") % until
        return Reading(_("Pay at %(store)s") % store, more, "phase-1", "plum")
    if fulfilment.state == Step.READY:
        return Reading(_("Ready at %(store)s") % store, _kept(fulfilment), "phase-3", "plum")
    if fulfilment.state == Step.NO_SHOW:
        until = {"moment": moments.inside(fulfilment.keep_until)}
        more = _("It was kept until %(moment)s. Ask the house if you still want it.") % until
        return Reading(_("Not collected at %(store)s") % store, more, "clock", "warn")
    ready = fulfilment.promised_at
    more = _("Ready %(moment)s. We tell you when it is.") % {"moment": moments.inside(ready)} if ready else ""
    return Reading(_("Being packed at %(store)s") % store, more, "phase-2")


def gone(fulfilment: Fulfilment) -> list[Shipment]:
    """Its parcels that left the house."""
    here = {Shipment.State.PACKED, Shipment.State.VOIDED}
    return [one for one in fulfilment.shipments.all() if one.state not in here]


def _sent(fulfilment: Fulfilment) -> Reading:
    parcels = gone(fulfilment)
    if fulfilment.state == Step.DONE:
        return _received(fulfilment, parcels)
    if parcels and any(one.state == Shipment.State.LOST for one in parcels):
        return Reading(_("Held up on the way"), _("We are looking into it, and write to you."), "van", "warn")
    if fulfilment.state == Step.SHIPPED:
        return Reading(_("On its way"), _numbers(parcels), "phase-3", "plum")
    day = moments.day(fulfilment.promised_at) if fulfilment.promised_at else ""
    if parcels:
        more = (
            _("The rest comes by %(day)s.") % {"day": day}
            if day
            else _("We write to you when the rest leaves.")
        )
        return Reading(_("Partly on its way"), more, "phase-3", "plum")
    more = _("With you by %(day)s.") % {"day": day} if day else _("We write to you when it leaves.")
    return Reading(_("Being packed"), more, "phase-2")
