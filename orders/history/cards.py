"""What order pages are made of: the white code card, and the lines that travel together."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minishop import clock
from orders.fulfilment.models import Fulfilment
from orders.history import moments, tabs
from orders.history.reading import of_fulfilment, read
from orders.orders.models import Order, OrderLine
from orders.pickup import drawing
from orders.pickup.models import SHOWN, Pickup
from orders.stores import hours
from orders.stores.models import Store

#: States in which a code may still be shown.
OPEN = (Fulfilment.State.WAITING, *Fulfilment.IN_HOUSE)


def card(pickup: Pickup) -> dict[str, Any]:
    """A code card; while the file is not drawn the page draws the same code itself."""
    order = pickup.order
    image = reverse("code-image", args=[order.number, pickup.pk]) if pickup.qr else ""
    return {
        "pickup": pickup,
        "order": order,
        "image": image,
        "drawing": None if image else drawing.svg(pickup.code),
        "hours": opening(pickup.store),
        "reading": of_fulfilment(pickup.fulfilment, order),
    }


def opening(store: Store) -> str:
    """Whether one may come now, in words."""
    now = clock.now()
    if closes := hours.closes_at(store, now):
        return _("Open until %(time)s.") % {"time": f"{closes:%H:%M}"}
    opens = hours.next_opening(store, now)
    return _("Opens %(moment)s.") % {"moment": moments.inside(opens)} if opens else ""


def of_order(order: Order) -> list[dict[str, Any]]:
    """The codes of an order that may still be shown; `pickup` is empty for one that is being drawn."""
    if order.state != Order.State.OPEN or order.payment_state not in SHOWN:
        return []
    waiting = [one for one in order.fulfilments.all() if one.way == "pickup" and one.state in OPEN]
    found = [(one, getattr(one, "pickup", None)) for one in waiting]
    return [card(pickup) if pickup else {"store": one.store} for one, pickup in found]


def row(order: Order) -> dict[str, Any]:
    """An order as the list shows it."""
    lines = list(order.lines.all())
    shown = order.state == Order.State.OPEN and order.payment_state in SHOWN
    return {
        "order": order,
        "reading": read(order),
        "count": sum(line.quantity for line in lines),
        "pictures": [line.variant.picture or line.variant.product.cover for line in lines[:3]],
        "to_review": _unsaid(order, lines),
        "to_pay": order.state == Order.State.OPEN and order.payment_state == Order.PaymentState.DUE,
        "after_sale": any(one.state in tabs.UNDER_WAY for one in order.returns.all()),
        "shows_code": shown
        and any(one.way == "pickup" and one.state in OPEN for one in order.fulfilments.all()),
    }


def _unsaid(order: Order, lines: list[OrderLine]) -> OrderLine | None:
    """The first piece that came and of which nothing was said, as the tab of the list has it."""
    came = {one.pk for one in order.fulfilments.all() if one.state == Fulfilment.State.DONE}
    here = [line for line in lines if line.fulfilment_id in came and line.sent > line.returned]
    return next((line for line in here if not hasattr(line, "review")), None)


def may_cancel(order: Order) -> bool:
    """Whether the shopper may cancel by himself: nothing is paid and nothing has left."""
    unpaid = order.payment_state in (Order.PaymentState.DUE, Order.PaymentState.DUE_IN_STORE)
    return order.state == Order.State.OPEN and unpaid
