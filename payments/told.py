"""What others hear of payments and refunds, named as the API names them; never who pays."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.api.fields import money
from minishop.events import catalogue
from minishop.events.models import Event
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
        "id": "PQ7W3M2K9TA4XB5CD6EF",
        "reference": "order:42",
        "method": "wechatpay",
        "amount": {"amount": "1280.00", "currency": "CNY"},
        "state": "captured",
    },
)
def payment(event: Event) -> dict[str, Any]:
    row = Payment.objects.get(pk=event.subject_id)
    return {
        "id": row.number,
        "reference": row.reference,
        "method": row.gateway,
        "amount": money(row.amount, row.currency),
        "state": row.state,
    }


@catalogue.public(
    {
        "refund.requested": _("Money is to go back."),
        "refund.done": _("Money went back."),
        "refund.failed": _("Money could not be sent back."),
    },
    example={
        "id": "R8K2M4P6QS7TU9VWXYZA",
        "payment": "PQ7W3M2K9TA4XB5CD6EF",
        "reference": "order:42",
        "amount": {"amount": "1280.00", "currency": "CNY"},
        "state": "done",
    },
)
def refund(event: Event) -> dict[str, Any]:
    row = Refund.objects.select_related("payment").get(pk=event.subject_id)
    currency = row.payment.captured_currency or row.payment.currency
    return {
        "id": row.number,
        "payment": row.payment.number,
        "reference": row.payment.reference,
        "amount": money(row.amount, currency),
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
    "refund.replaced",
    "sandbox.decided",
    "sandbox.postponed",
    "sandbox.refunding",
)
