"""Codes that give a coupon, and the batches in which they are made."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from members.coupons.models import Coupon, IssuedCoupon


class CouponBatch(models.Model):
    """A number of unique codes made by a job in steps; `made` says how far it is."""

    class State(models.TextChoices):
        WAITING = "waiting"
        MAKING = "making"
        DONE = "done"

    MOVES = {"state": {State.WAITING: {State.MAKING}, State.MAKING: {State.DONE}}}

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="batches")
    quantity = models.PositiveIntegerField()
    made = models.PositiveIntegerField(default=0)
    prefix = models.CharField(max_length=8, blank=True, default="")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(made__lte=models.F("quantity")), name="batch_within")
        ]

    def __str__(self) -> str:
        return f"{self.made}/{self.quantity}"


class CouponCode(models.Model):
    """A code that gives its coupon once, to whoever tells it first."""

    batch = models.ForeignKey(CouponBatch, on_delete=models.PROTECT, related_name="codes")
    #: 12 random characters or more behind the batch's prefix, of an alphabet without look-alikes.
    code = models.CharField(max_length=40, unique=True)
    issued = models.OneToOneField(
        IssuedCoupon, null=True, blank=True, on_delete=models.PROTECT, related_name="from_code"
    )

    def __str__(self) -> str:
        return f"code {self.pk}"
