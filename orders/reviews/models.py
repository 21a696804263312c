"""Reviews: what buyers say of what they bought, read by staff before anyone else.

One for each line of an order whose pieces have left the house. A product's `rating_sum` and
`rating_count` are the sums over its published reviews.
"""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Product
from orders.orders.models import OrderLine


def vault() -> Storage:
    """Photographs wait here until staff have seen them."""
    return storages["private"]


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> "ReviewQuerySet":
        return self.filter(state=Review.State.PUBLISHED)

    def waiting(self) -> "ReviewQuerySet":
        return self.filter(state=Review.State.WAITING)


class Review(models.Model):
    """One buyer's words and stars for one piece."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PUBLISHED = "published"
        REFUSED = "refused"

    MOVES = {
        "state": {
            State.WAITING: {State.PUBLISHED, State.REFUSED},
            State.PUBLISHED: {State.REFUSED, State.WAITING},
            State.REFUSED: {State.PUBLISHED, State.WAITING},
        }
    }

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="review")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="reviews")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000, blank=True, default="")
    #: How the writer wants to be called.
    name = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: Why it was refused, told to its writer.
    refusal = models.CharField(max_length=200, blank=True, default="")
    reply = models.TextField(max_length=1000, blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(rating__gte=1, rating__lte=5), name="review_of_five")
        ]
        indexes = [
            models.Index(
                fields=["product", "-id"], name="review_published", condition=models.Q(state="published")
            ),
            models.Index(fields=["id"], name="review_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5 of {self.product_id}"


class ReviewPhoto(models.Model):
    """A photograph of the piece where it lives now."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="photos")
    picture = models.ImageField(
        upload_to="reviews/", storage=vault, max_length=200, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"photograph {self.pk}"
