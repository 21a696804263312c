"""Photographs an import named by address, until a job has fetched them."""

from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Product, Variant


class PendingImage(models.Model):
    """One address to fetch for a product's gallery, and for a variant where one is named."""

    class State(models.TextChoices):
        WAITING = "waiting"
        REFUSED = "refused"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pending_images")
    variants = models.ManyToManyField(Variant, blank=True, related_name="+")
    source = models.CharField(max_length=2000)
    alt = models.CharField(max_length=250, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    #: Whether it stands in the gallery; off for a picture that only a variant shows.
    in_gallery = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField(db_default=Now(), editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["product", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["product", "source"], name="pending_image_once")]
        indexes = [
            models.Index(fields=["run_at"], name="pending_image_due", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return self.source
