"""What an order uses of its member's: coupons, and points that are a price.

Taken when the order is placed, kept when it is paid, free again when it is over, and taken again where
late money reinstates it. All of it under the order's lock.
"""

from django.db import models
from django.db.models.functions import Now

from members.coupons.models import IssuedCoupon
from minishop.money import AmountField
from orders.orders.models import Order, OrderLine
from orders.rewards.models import Reward


class OrderCoupon(models.Model):
    """A coupon used for an order, and what it took off; a row stays when the order gives it up."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="coupons")
    issued = models.ForeignKey(IssuedCoupon, on_delete=models.PROTECT, related_name="orders")
    amount = AmountField()
    at = models.DateTimeField(db_default=Now(), editable=False)
    #: Since when the coupon is no longer this order's.
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "issued"], name="order_coupon_once"),
            models.UniqueConstraint(
                fields=["issued"], condition=models.Q(released_at=None), name="coupon_in_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} off {self.order_id}"


class OrderReward(models.Model):
    """A line whose pieces cost points: so many in all, and how many of them went back.

    What is sent instead of such pieces carries their points on, as tenders carry money: they are held and
    counted once, by the row they first came with.
    """

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="reward")
    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="taken_in")
    #: Those of the line's pieces that were not exchanged for others.
    pieces = models.PositiveIntegerField(default=1)
    points = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)
    #: How many times they were held; names each holding apart.
    held = models.PositiveSmallIntegerField(default=1)
    #: The row of the line that these pieces replace.
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("points")), name="order_reward_returned"
            )
        ]

    def __str__(self) -> str:
        return f"{self.points} for line {self.line_id}"

    @property
    def root(self) -> "OrderReward":
        """The row with which the points were first held."""
        found = self
        while found.carried_from is not None:
            found = found.carried_from
        return found

    @property
    def holding(self) -> str:
        """How the points' present holding, and their spending, is named."""
        root = self.root
        return f"order-line:{root.line_id}:reward:{root.held}"
