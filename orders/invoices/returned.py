"""What of an order went back, by what it was for."""

from decimal import Decimal

from django.db.models import Sum

from minishop.money import ZERO
from orders.orders.models import Order
from orders.tenders.models import Tender, TenderRefund
from payments.refunds.models import Refund

#: How a credit note names what was paid on to a replacement, and what staff sent back from the payment.
CARRIED, DIRECT = "carried", "refund"


def given_back(order: Order) -> dict[str, Decimal]:
    """Reference → amount that went back, is about to, or pays what was sent instead."""
    refunds = TenderRefund.objects.filter(tender__order=order).order_by("reference")
    found = dict(refunds.values_list("reference").annotate(total=Sum("amount")))
    for tender in Tender.objects.filter(carried_from__order=order).order_by("pk"):
        reference = f"{CARRIED}:{tender.order_id}"
        found[reference] = found.get(reference, ZERO) + tender.amount
    direct = Refund.objects.filter(payment__tender__order=order, tender_refund=None)
    for refund in direct.filter(state=Refund.State.DONE).order_by("pk"):
        found[f"{DIRECT}:{refund.pk}"] = refund.amount
    return found
