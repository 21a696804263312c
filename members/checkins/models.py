"""Daily check-ins: one a day in the shop's own time zone, and what a streak brings."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class CheckInRule(models.Model):
    """What a day of a streak brings: the row of the highest `day` reached counts; the streak begins anew
    after the last one."""

    day = models.PositiveSmallIntegerField(unique=True)
    points = models.PositiveIntegerField()
    coupon = models.ForeignKey(
        "members.Coupon", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["day"]
        constraints = [models.CheckConstraint(condition=models.Q(day__gt=0), name="check_in_rule_day")]

    def __str__(self) -> str:
        return f"day {self.day}: {self.points}"


class CheckIn(models.Model):
    """A member was here on a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="check_ins")
    day = models.DateField()
    #: The how-manieth day in a row it was.
    streak = models.PositiveIntegerField()
    points = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="check_in_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}, {self.streak}"
