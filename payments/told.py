"""What others hear of payments and refunds: the amounts and how they stand, never who pays or how."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.events import catalogue
from minishop.events.models import Event
from minishop.money import written
from payments.attempts.models import Payment
from payments.refunds.models import Refund


@catalogue.public(
    {
        "payment.captured": _("Money came, as much as was asked for."),
        "payment.mismatched": _("Money came, but another amount than was asked for."),
        "payment.failed": _("A payment failed."),
        "payment.closed": _("A payment was closed before money came."),
    },
    example={
        "number": "PQ7W3M2K9TA4XB5CD6EF",
        "reference": "order:42",
        "gateway": "wechatpay",
        "currency": "CNY",
        "amount": "1280.00",
        "state": "captured",
    },
)
def payment(event: Event) -> dict[str, Any]:
    row = Payment.objects.get(pk=event.subject_id)
    facts = {name: getattr(row, name) for name in ("number", "reference", "gateway", "currency", "state")}
    return {**facts, "amount": written(row.amount, row.currency)}


@catalogue.public(
    {
        "refund.requested": _("Money is to go back."),
        "refund.done": _("Money went back."),
        "refund.failed": _("Money could not be sent back."),
    },
    example={
        "number": "R8K2M4P6QS7TU9VWXYZA",
        "payment": "PQ7W3M2K9TA4XB5CD6EF",
        "reference": "order:42",
        "currency": "CNY",
        "amount": "1280.00",
        "state": "done",
    },
)
def refund(event: Event) -> dict[str, Any]:
    row = Refund.objects.select_related("payment").get(pk=event.subject_id)
    currency = row.payment.captured_currency or row.payment.currency
    return {
        "number": row.number,
        "payment": row.payment.number,
        "reference": row.payment.reference,
        "currency": currency,
        "amount": written(row.amount, currency),
        "state": row.state,
    }


catalogue.internal(
    "notification.dead",
    "notification.reapplied",
    "payment.created",
    "payment.questioned",
    "payment.started",
    "payment.superseded",
    "payment.unknown",
    "refund.accepted",
    "sandbox.decided",
    "sandbox.postponed",
    "sandbox.refunding",
)
