"""Many products changed at once: which, what was wished, and what became of each.

Each product has one line, written in the transaction of its change: so a job that was killed goes on
where it was, and of two at once one changes it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Product

#: Products of one edit at most.
MOST = 10_000


class BulkEdit(models.Model):
    """One wish for many products, from the list they were ticked in to done."""

    class Kind(models.TextChoices):
        EDIT = "edit", "Change"
        PRICE = "price", "Planned price"

    class State(models.TextChoices):
        DRAFT = "draft"
        RUNNING = "running"
        DONE = "done"

    MOVES = {"state": {State.DRAFT: {State.RUNNING}, State.RUNNING: {State.DONE}}}

    kind = models.CharField(max_length=5, choices=Kind, default=Kind.EDIT)
    products = ArrayField(models.BigIntegerField(), default=list)
    #: What `catalog.bulk.wishes.Wish` keeps.
    wish = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class BulkLine(models.Model):
    """What became of one product: what changed, or why nothing did."""

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    #: `[["price LL-1", "238.00", "190.00"], …]`: column, before, after.
    changes = models.JSONField(default=list)
    why = models.CharField(max_length=300, blank=True, default="", help_text="Why nothing changed.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edit", "product"], name="bulk_line_once")]

    def __str__(self) -> str:
        return f"{self.edit_id} {self.product_id}"
