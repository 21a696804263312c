"""What was taken back of what a source earned, and what came back of a use; each once for its reference.

Always: what was taken back of a lot is within what it earned, and its four parts sum to it; what came
back of a use is within it, in points and in money. Both are append-only.
"""

from django.db import models
from django.db.models.functions import Now

from members.lots.models import PointsLot, PointsSpend
from minishop.money import AmountField


class PointsReversal(models.Model):
    """So much of what a lot had earned was taken back, and where it was found."""

    lot = models.ForeignKey(PointsLot, on_delete=models.PROTECT, related_name="reversals")
    reference = models.CharField(max_length=100)
    points = models.PositiveIntegerField()
    #: Points that could not be spent yet, and free ones: the lot's own first, then others.
    pending = models.PositiveIntegerField(default=0)
    free = models.PositiveIntegerField(default=0)
    #: They had ended unused: nobody owes them.
    ended = models.PositiveIntegerField(default=0)
    #: They were spent before: the member owes them.
    owed = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "reference"], name="points_reversal_once"),
            models.CheckConstraint(
                condition=models.Q(
                    points=models.F("pending") + models.F("free") + models.F("ended") + models.F("owed")
                ),
                name="points_reversal_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} of lot {self.lot_id}"


class PointsReturn(models.Model):
    """So many points of a use came back; none where the money that did is worth less than one."""

    spend = models.ForeignKey(PointsSpend, on_delete=models.PROTECT, related_name="returns")
    reference = models.CharField(max_length=120, unique=True)
    points = models.PositiveIntegerField()
    #: Empty where the points were a price.
    amount = AmountField(null=True, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.points} of spend {self.spend_id}"
