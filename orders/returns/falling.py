"""A return that falls gives its pieces back to its order: they may be sent, and asked for, again."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from minishop import states
from minishop.retries import retried
from orders.fulfilment import services as fulfilment
from orders.orders.models import Order
from orders.returns import locking
from orders.returns.models import Return
from orders.stock import services as stock

State = Return.State


def fall(row: Return, to: str, event: str, actor: Any = None, **facts: Any) -> Return:
    """The return is over without effect, what was held for it free; call it under its locks.

    Raises:
        IllegalMove: from where it is it can't.
    """
    states.move(row, "state", to, event=event, actor=actor, order=row.order_id, closed_at=Now(), **facts)
    row.lines.update(fate="")
    locking.recount(row.order)
    stock.release(references=[part.reference for part in row.lines.all()])
    if row.is_before_leaving:
        _stay_or_leave(row, actor)
    return row


def _stay_or_leave(row: Return, actor: Any) -> None:
    """Its pieces are packed again; of a cancelled order, whose end left them out, they are on the shelf."""
    if row.order.state == Order.State.CANCELLED:
        locking.lie_there(row, actor)
    else:
        fulfilment.settle_rest(row.order, actor)


@retried
@transaction.atomic
def with_order(*, order: Order, actor: Any = None) -> None:
    """Returns that nobody had decided about end with their cancelled order, whose money is all back."""
    order = locking.order_of(order.pk)
    if order.state != Order.State.CANCELLED:
        return
    undecided = order.returns.filter(state__in=Return.UNDECIDED).order_by("pk")
    for row in undecided.select_for_update():
        row.order = order
        fall(row, State.WITHDRAWN, "return.withdrawn", actor)
