"""What an order's state reads like: derived from the order, its payment and its fulfilments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.history import moments
from orders.orders.models import Order

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
    waiting = {Step.READY: 0 if fulfilment.way == Way.PICKUP else 3, Step.SHIPPED: 1, Step.DONE: 9}
    return waiting.get(Step(fulfilment.state), 2 if fulfilment.way == Way.PICKUP else 4)


def _collected(fulfilment: Fulfilment, order: Order) -> Reading:
    store = {"store": fulfilment.store.t.name}
    if fulfilment.state == Step.DONE:
        return Reading(_("Collected at %(store)s") % store, moments.when(fulfilment.done_at), "phase-4", "ok")
    if order.payment_state == Paying.DUE_IN_STORE:
        until = {"moment": moments.inside(order.expires_at)}
        more = _("Kept until %(moment)s. Show the code at the counter and pay there.") % until
        return Reading(_("Pay at %(store)s") % store, more, "phase-1", "plum")
    if fulfilment.state == Step.READY:
        return Reading(
            _("Ready at %(store)s") % store, _("Show the code and take it home."), "phase-3", "plum"
        )
    ready = fulfilment.promised_at
    more = _("Ready %(moment)s. We tell you when it is.") % {"moment": moments.inside(ready)} if ready else ""
    return Reading(_("Being packed at %(store)s") % store, more, "phase-2")


def _sent(fulfilment: Fulfilment) -> Reading:
    if fulfilment.state == Step.DONE:
        return Reading(_("Received"), moments.when(fulfilment.done_at), "phase-4", "ok")
    if fulfilment.state == Step.SHIPPED:
        parcel = f"{fulfilment.carrier} {fulfilment.tracking_number}".strip()
        return Reading(_("On its way"), parcel, "phase-3", "plum")
    day = moments.day(fulfilment.promised_at) if fulfilment.promised_at else ""
    more = _("With you by %(day)s.") % {"day": day} if day else _("We write to you when it leaves.")
    return Reading(_("Being packed"), more, "phase-2")
