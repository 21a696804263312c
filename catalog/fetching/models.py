"""Photographs an import named by address, until a job has fetched them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Product, Variant


class PendingImageQuerySet(models.QuerySet["PendingImage"]):
    def waiting(self) -> "PendingImageQuerySet":
        return self.filter(state=PendingImage.State.WAITING)

    def due(self) -> "PendingImageQuerySet":
        """Its time has come and nobody is at it, or whoever was has died; the longest waiting first."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lt=Now())
        return self.waiting().filter(free, run_at__lte=Now()).order_by("run_at", "id")


class PendingImage(models.Model):
    """One address to fetch for a product's gallery, and for a variant where one is named."""

    class State(models.TextChoices):
        WAITING = "waiting"
        REFUSED = "refused"

    MOVES: ClassVar = {"state": {"waiting": {"refused"}, "refused": {"waiting"}}}

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
    #: Why the last try failed, as a reason of `NotFetched`, `PictureRefused` or "storage".
    error = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PendingImageQuerySet.as_manager()

    class Meta:
        ordering = ["product", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["product", "source"], name="pending_image_once")]
        indexes = [
            models.Index(fields=["run_at"], name="pending_image_due", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def host(self) -> str:
        return self.source.partition("//")[2].partition("/")[0].lower()

    @property
    def words(self) -> str:
        """What those who can't see it are told: the table's words, or the product's title."""
        return (self.alt or self.product.title)[:250]
