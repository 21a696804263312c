"""Where a fulfilment stands, told from its pieces and its parcels; always under the order's lock."""

from typing import Any

from django.db.models.functions import Now

from minishop import states
from orders.carts.models import Way
from orders.fulfilment.leaving import has_sent, left
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order

State = Fulfilment.State


def settle(row: Fulfilment, actor: Any = None) -> None:
    """The row is over where nothing of it is left to do, and open again where something is."""
    if row.state == State.WAITING:
        return
    if left(row):
        _reopen(row, actor)
    elif not has_sent(row):
        _once(row, State.CANCELLED, "fulfilment.cancelled", actor)
    elif row.way == Way.PICKUP:
        _once(row, State.DONE, "fulfilment.done", actor, done_at=Now())
    else:
        _sent(row, actor)


def move(row: Fulfilment, to: str, event: str, actor: Any, **facts: Any) -> None:
    """The row is in that state, and the event names its order."""
    states.move(row, "state", to, event=event, actor=actor, order=row.order_id, **facts)


def _sent(row: Fulfilment, actor: Any) -> None:
    """All of it left; once every parcel is accounted for, all of it arrived."""
    if row.state not in {State.SHIPPED, State.DONE}:
        move(row, State.SHIPPED, "fulfilment.shipped", actor, shipped_at=Now(), **_last_parcel(row))
    if row.state == State.SHIPPED and not _under_way(row):
        move(row, State.DONE, "fulfilment.done", actor, done_at=Now())


def _last_parcel(row: Fulfilment) -> dict[str, str]:
    parcel = row.shipments.filter(shipped_at__isnull=False).order_by("-pk").first()
    if parcel is None:
        return {}
    return {"carrier": parcel.carrier_name or parcel.carrier, "tracking_number": parcel.tracking_number}


def _under_way(row: Fulfilment) -> bool:
    """Whether a parcel has not arrived: under way, or lost with pieces nobody has asked back."""
    if row.shipments.filter(state="shipped").exists():
        return True
    lost = row.shipments.filter(state="lost").prefetch_related("lines__line")
    pieces = [one for parcel in lost for one in parcel.lines.all()]
    return any(one.line.claimed < one.quantity for one in pieces)


def _reopen(row: Fulfilment, actor: Any) -> None:
    """Pieces that were asked back, and are wanted after all, are picked again."""
    goes_ahead = row.order.is_paid and row.order.state in {Order.State.OPEN, Order.State.COMPLETED}
    if goes_ahead and row.state in {State.CANCELLED, State.SHIPPED, State.DONE}:
        move(row, State.OPEN, "fulfilment.opened", actor, done_at=None, keep_until=None)


def _once(row: Fulfilment, to: str, event: str, actor: Any, **facts: Any) -> None:
    if row.state != to:
        move(row, to, event, actor, **facts)
