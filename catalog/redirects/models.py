"""Addresses that moved: an old path always leads to where the thing is now, in one step."""

from django.db import models
from django.db.models.functions import Now


class Redirect(models.Model):
    """One old path and where it leads."""

    path = models.CharField(max_length=500, unique=True, help_text="Begins with a slash, without a query.")
    to = models.CharField(max_length=500, help_text="A path of this shop.", db_index=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(path=models.F("to")), name="redirect_not_itself"),
            models.CheckConstraint(
                condition=models.Q(path__startswith="/", to__startswith="/") & ~models.Q(to__startswith="//"),
                name="redirect_stays_here",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.to}"
