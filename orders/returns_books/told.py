"""What others hear of returns: which pieces, why, how much and how it stands; nobody's words or name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.events import catalogue
from minishop.events.models import Event
from minishop.money import written
from orders.returns.models import Return

A_RETURN = {
    "id": 12,
    "number": "LL-7K2M-9Q4T-R1",
    "order": "LL-7K2M-9Q4T",
    "kind": "return",
    "state": "awaited",
    "reason": "changed_mind",
    "is_automatic": False,
    "amount": {"amount": "1280.00", "currency": "CNY"},
    "agreed_amount": {"amount": "1280.00", "currency": "CNY"},
    "store": "wukang",
    "replacement": None,
    "pieces": [{"line": 61, "sku": "ARC-PLUM", "quantity": 1, "received": None}],
}


@catalogue.public(
    {
        "return.asked": _("Pieces of an order are asked back."),
        "return.agreed": _("A return is agreed; its state says what it waits for."),
        "return.seconded": _("A second person agreed to a return."),
        "return.refused": _("A return is refused."),
        "return.withdrawn": _("A return is taken back by its shopper."),
        "return.sent": _("The pieces of a return are on their way back."),
        "return.received": _("The pieces of a return arrived."),
        "return.refunding": _("The money of a return is on its way back."),
        "return.replacing": _("The replacement of an exchange is ordered."),
        "return.refunded_instead": _("An exchange became a refund, for what was wanted is gone."),
        "return.lapsed": _("The pieces of a return did not come in time."),
        "return.done": _("A return is done: its money is back, or its exchange arrived."),
    },
    example=A_RETURN,
)
def told(event: Event) -> dict[str, Any]:
    row = Return.objects.select_related("order", "store", "replacement").get(pk=event.subject_id)
    lines = row.lines.select_related("line")
    return {
        "id": row.pk,
        "number": row.number,
        "order": row.order.number,
        **{name: getattr(row, name) for name in ("kind", "state", "reason", "is_automatic")},
        "amount": _money(row, row.amount),
        "agreed_amount": None if row.agreed_amount is None else _money(row, row.agreed_amount),
        "store": row.store.code if row.store else None,
        "replacement": row.replacement.number if row.replacement else None,
        "pieces": [
            {"line": one.line_id, "sku": one.line.sku, "quantity": one.quantity, "received": one.received}
            for one in lines
        ],
    }


def _money(row: Return, amount: Any) -> dict[str, str]:
    return {"amount": written(amount, row.currency), "currency": row.currency}
