"""What became of money that arrived: every captured payment of an order is settled exactly once."""

from django.db import models
from django.db.models.functions import Now

from orders.orders.models import Order
from payments.attempts.models import Payment

#: What stands as the reason of an order that its shopper gave up.
BY_SHOPPER = "shopper"


class NotCancellable(Exception):
    """The order stays: `why` is "paid", "paying" (money may be on its way), "left" or "over"."""

    def __init__(self, order: Order, why: str) -> None:
        self.order, self.why = order, why
        super().__init__(f"{order}: {why}")


class TooManyPutAside(Exception):
    """The shopper has `count` orders waiting to be paid in a store, as many as may."""

    def __init__(self, order: Order, count: int) -> None:
        self.order, self.count = order, count
        super().__init__(f"{order}: {count} wait already")


class NothingArrived(Exception):
    """There is no money to settle: the payment was not captured."""

    def __init__(self, payment: Payment) -> None:
        self.payment = payment
        super().__init__(f"{payment} is {payment.state}")


class Settlement(models.Model):
    """The one answer to one payment's money."""

    class Outcome(models.TextChoices):
        PAID = "paid"
        REINSTATED = "reinstated"  # the order was dead, its stock still free
        REFUNDED = "refunded"  # dead order without stock, second payment, or wrong amount

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="settlement")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="settlements")
    outcome = models.CharField(max_length=10, choices=Outcome)
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.payment_id} {self.outcome}"
