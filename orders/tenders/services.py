"""What was paid for an order by which means, and what of it has gone back.

Always: given back + carried on ≤ a tender's amount. Verbs hold the order's lock.
"""

from decimal import Decimal

from orders.orders.models import Order
from payments.refunds.models import Refund


def given_back(order: Order) -> Decimal:
    """What of the order's money went back or is about to."""
    return Refund.objects.filter(payment__tender__order=order.pk).reserved()


def is_given_back(order: Order) -> bool:
    """Whether all that was paid for it has gone back or is about to, though nobody cancelled it."""
    return order.is_paid and bool(order.total) and given_back(order) >= order.total
