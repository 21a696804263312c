"""One row for each thing that is limited: when its allowance is whole again."""

from django.db import models


class Allowance(models.Model):
    """`full_at` is in the past for whoever has not asked lately; keys are digests, never addresses."""

    scope = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    full_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="allowance_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key[:8]}"
