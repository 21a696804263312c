"""Tells shoppers of money that came late, twice or not for long, and of credit that is theirs again."""

from decimal import Decimal

from minishop.money import Money
from minishop.templatetags.shop import money
from orders.notices.services import tell
from orders.orders.models import Order
from orders.tenders.models import TenderRefund
from payments.attempts.models import Payment
from payments.refunds.models import Refund


def reinstated(order: Order) -> None:
    """The shopper knows that the order stands, though the money came after its time."""
    tell(order, "order-reinstated", order.reference)


def returned(order: Order, *, payment: int, amount: str) -> None:
    """The shopper knows that a payment which paid nothing goes back by itself, and why."""
    row = Payment.objects.get(pk=payment)
    told = money(Money(Decimal(amount), row.captured_currency or row.currency))
    tell(order, "money-returned", f"payment:{row.pk}", amount=told, is_paid=order.paid_at is not None)


def credited(order: Order, *, reference: str) -> None:
    """The shopper knows what of an order's money is store credit again."""
    parts = TenderRefund.objects.filter(tender__order=order, reference=reference, refund=None)
    amount = sum((part.amount for part in parts), Decimal(0))
    if amount:
        told = money(Money(amount, order.currency))
        tell(order, "credit-returned", f"{order.reference}:{reference}", amount=told)


def credited_instead(refund: Refund) -> None:
    """The shopper knows that what a bank refused is store credit."""
    part = TenderRefund.objects.select_related("tender__order").filter(refund=refund.pk).first()
    if part:
        order = part.tender.order
        told = money(Money(part.amount, order.currency))
        tell(order, "credit-returned", f"tender-refund:{part.pk}", amount=told)
