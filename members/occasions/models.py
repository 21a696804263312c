"""Birthdays and member days: what a day brings its members, once.

Days are the shop's own (settings.TIME_ZONE). Who was born on 29 February has their birthday on the 28th
in other years. A birthday brings its gifts once in 330 days, whatever was told meanwhile.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from members.tiers.models import Tier
from minishop.translation import TranslatedModel


class Occasion(TranslatedModel):
    """A birthday, or a day of each month or week, and what it brings."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday"
        MONTHLY = "monthly"  # on `day`, or the month's last day where it has fewer
        WEEKLY = "weekly"  # on `day`, 1 is Monday

    translated = ("title", "summary")

    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=200, blank=True, default="")
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Birthday gifts come so many days before.
    days_before = models.PositiveSmallIntegerField(default=0)
    #: Points for purchases on that day (in a birthday's month) are multiplied.
    multiplier = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    points = models.PositiveIntegerField(default=0)
    coupon = models.ForeignKey(
        "members.Coupon", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: None: for everybody.
    tiers = models.ManyToManyField(Tier, blank=True, related_name="+")
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(multiplier__gte=1), name="occasion_never_takes")
        ]

    def __str__(self) -> str:
        return self.title


class OccasionGift(models.Model):
    """What an occasion brought a member, once for each of its days."""

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="gifts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="occasion_gifts"
    )
    #: The day it is for.
    day = models.DateField()
    points = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occasion", "user", "day"], name="occasion_gift_once")]

    def __str__(self) -> str:
        return f"{self.occasion_id} for {self.user_id}"
