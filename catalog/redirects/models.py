"""Addresses that moved: an old path always leads to where the thing is now, in one step."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now

from catalog.redirects import paths


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def leading_to(self, path: str) -> "RedirectQuerySet":
        """Those that end at this path, with or without a query."""
        with_query = models.Q(to__startswith=f"{path}?") | models.Q(to__startswith=f"{path}#")
        return self.filter(models.Q(to=path) | with_query)

    def target(self, asked: str) -> str | None:
        """Where whoever asks for this path is led, if anywhere."""
        try:
            path = paths.old(asked)
        except ValidationError:
            return None
        return self.filter(path=path).values_list("to", flat=True).first()


class Redirect(models.Model):
    """One old path and where it leads."""

    path = models.CharField(max_length=500, unique=True, help_text="Begins with a slash, without a query.")
    to = models.CharField(max_length=500, help_text="A path of this shop.", db_index=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RedirectQuerySet.as_manager()

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
