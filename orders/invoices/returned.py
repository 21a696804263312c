"""What of an order went back, by what it was for."""

from decimal import Decimal

from django.db.models import Sum

from minishop.money import ZERO
from orders.orders.models import Order
from orders.tenders.models import Tender, TenderRefund


def given_back(order: Order) -> dict[str, Decimal]:
    """Reference → amount that went back, or that pays what was sent instead."""
    refunds = TenderRefund.objects.filter(tender__order=order).order_by("reference")
    found = dict(refunds.values_list("reference").annotate(total=Sum("amount")))
    for tender in Tender.objects.filter(carried_from__order=order).select_related("order__replaces"):
        replaced = getattr(tender.order, "replaces", None)
        reference = replaced.reference if replaced else tender.order.reference
        found[reference] = found.get(reference, ZERO) + tender.amount
    return found
