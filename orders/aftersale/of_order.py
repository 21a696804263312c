"""The returns of one order, and what of it may still be asked back."""

from typing import Any

from orders.aftersale import choosing, telling
from orders.history.words import joined
from orders.orders.models import Order
from orders.returns.models import Return
from orders.returns_words import reading

#: Payment states of orders of which something can have been bought.
BOUGHT = (Order.PaymentState.PAID, Order.PaymentState.REFUNDED)


def found(order: Order) -> list[Return]:
    """The order's returns, latest first."""
    rows = list(order.returns.select_related("store", "replacement").order_by("-pk"))
    for row in rows:
        row.order = order
    return rows


def shown(order: Order) -> dict[str, Any]:
    """What the order's page says about returns: how each stands, and line by line what may be asked."""
    if order.payment_state not in BOUGHT:
        return {"order": order, "returns": []}
    told = [{"back": one, "reading": reading.read(one, failed=telling.is_owed(one))} for one in found(order)]
    rows = _rows(order)
    return {
        "order": order,
        "returns": told,
        "can_ask": any(row.most for row in rows),
        "whys": [_why(row) for row in rows if row.why and _is_news(row)],
    }


def _rows(order: Order) -> list[choosing.Row]:
    """Each line as it may be asked, wherever its pieces are."""
    if order.payment_state != Order.PaymentState.PAID:
        return []
    known = choosing.lines(order)
    before = choosing.rows(order, before=True, known=known)
    after = choosing.rows(order, before=False, known=known)
    return [ahead if ahead.most and not row.most else row for ahead, row in zip(before, after, strict=True)]


def _is_news(row: choosing.Row) -> bool:
    """What has not arrived is told elsewhere; so is what was asked back."""
    return bool(row.line.sent) and row.line.claimed < row.line.quantity


def _why(row: choosing.Row) -> dict[str, str]:
    return {"title": joined(row.line.title, row.line.label), "why": row.why}
