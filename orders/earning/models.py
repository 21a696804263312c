"""What an order earns its member: points and progress towards a tier, each line by its own rate.

Always: points − reversed = floor(sum over the lines of (base − gone) × rate), so that what comes back
takes with it exactly what it had earned, and when all came back nothing is left.
"""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField
from orders.orders.models import Order, OrderLine


class OrderEarningQuerySet(models.QuerySet["OrderEarning"]):
    def due(self, days: int) -> "OrderEarningQuerySet":
        """Not settled, of orders that are over, all of whose pieces came so many days ago."""
        over = self.filter(settled_at=None, order__state="completed")
        return over.exclude(order__fulfilments__done_at__gt=Now() - timedelta(days=days))


class OrderEarning(models.Model):
    """What the order earned when it was paid, and what of it was taken back."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="earning")
    points = models.PositiveIntegerField()
    reversed = models.PositiveIntegerField(default=0)
    #: What counts towards a tier, goods paid with money; and what of it came back.
    spend = AmountField()
    spend_reversed = AmountField(default=0)
    at = models.DateTimeField(db_default=Now(), editable=False)
    #: When the return window had passed: points could be spent and the spend counted.
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OrderEarningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reversed__lte=models.F("points")), name="earning_reversed_within"
            ),
            models.CheckConstraint(
                condition=models.Q(spend_reversed__lte=models.F("spend")), name="earning_spend_within"
            ),
        ]
        indexes = [
            models.Index(fields=["order"], name="earning_unsettled", condition=models.Q(settled_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.points} by {self.order_id}"


class EarningLine(models.Model):
    """A line's part: what of its price earns, and points for each unit of the currency."""

    earning = models.ForeignKey(OrderEarning, on_delete=models.PROTECT, related_name="lines")
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="earning")
    base = AmountField()
    rate = models.DecimalField(max_digits=10, decimal_places=4)
    #: What of the base went back: base × what was refunded of the line, rounded; all of it with the last.
    gone = AmountField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gone__gte=0, gone__lte=models.F("base")), name="earning_line_gone"
            )
        ]

    def __str__(self) -> str:
        return f"{self.base} × {self.rate}"
