"""A return that falls gives its pieces back to its order: they may be sent, and asked for, again."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from minishop import states
from minishop.retries import retried
from orders.lifecycle import pieces
from orders.orders.models import Order
from orders.returns import locking, replacing
from orders.returns.models import Return
from orders.stock import returning

State = Return.State


def fall(row: Return, to: str, event: str, actor: Any = None, **facts: Any) -> Return:
    """The return is over without effect, what was held for it free; call it under its locks.

    Raises:
        IllegalMove: from where it is it can't.
    """
    states.move(row, "state", to, event=event, actor=actor, order=row.order_id, closed_at=Now(), **facts)
    row.lines.update(fate="")
    locking.recount(row.order)
    replacing.release(row)
    if row.is_before_leaving and row.order.state == Order.State.CANCELLED:
        _lie_there(row, actor)
    return row


def _lie_there(row: Return, actor: Any) -> None:
    """The order's end left these pieces out, for they were asked back; they are on the shelf too."""
    for part in row.lines.select_related("line").order_by("line__variant_id", "pk"):
        returning.put_back(
            sold_as=pieces.reference(part.line),
            quantity=part.quantity,
            reference=replacing.reference(part),
            actor=actor,
            note=row.number,
        )


@retried
@transaction.atomic
def with_order(*, order: Order, actor: Any = None) -> None:
    """Returns that nobody had decided about end with their cancelled order, whose money is all back."""
    order = locking.order_of(order.pk)
    if order.state != Order.State.CANCELLED:
        return
    undecided = order.returns.filter(state__in=[State.ASKED, State.SECOND]).order_by("pk")
    for row in undecided.select_for_update():
        row.order = order
        fall(row, State.WITHDRAWN, "return.withdrawn", actor)
