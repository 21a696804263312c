"""A coupon on its way to a friend."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from members.coupons.models import IssuedCoupon


class CouponGift(models.Model):
    """A coupon on its way to a friend: taken by whoever opens its link first, or called back before."""

    issued = models.ForeignKey(IssuedCoupon, on_delete=models.PROTECT, related_name="gifts")
    #: Keyed hash of the link's secret; the secret is nowhere.
    digest = models.CharField(max_length=64, unique=True)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coupons_given"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coupons_taken",
    )
    offered_at = models.DateTimeField(db_default=Now(), editable=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issued"],
                condition=models.Q(taken_at=None, recalled_at=None),
                name="coupon_offered_once",
            )
        ]

    def __str__(self) -> str:
        return f"gift of {self.issued_id}"
