"""Reviews: what buyers say of what they bought, read by staff before anyone else.

One for each line of an order whose pieces have left the house; it belongs to whoever the order belongs
to. A product's `rating_sum` and `rating_count` are the sums over its published reviews.
"""

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from catalog.products.models import Product
from orders.orders.models import OrderLine

#: How many photographs go with one review.
MOST_PHOTOS = 6


def vault() -> Storage:
    """Photographs wait here until staff have seen them; only views hand them out."""
    return storages["private"]


class NotReviewable(Exception):
    """None of the line's pieces is with the buyer: they have not left the house, or all came back."""

    def __init__(self, line: OrderLine) -> None:
        self.line = line
        super().__init__(f"line {line.pk}: {line.sent} sent, {line.returned} returned")


class TooManyPhotos(Exception):
    """More than `MOST_PHOTOS` would go with the review."""


class TooOften(Exception):
    """The review was changed again and again within the hour; nothing was noted."""


class ChangedMeanwhile(Exception):
    """The writer has changed the review since it was read: read it again before deciding."""

    def __init__(self, review: "Review") -> None:
        self.review = review
        super().__init__(str(review))


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> "ReviewQuerySet":
        """What everyone may read, newest first."""
        return self.filter(state=Review.State.PUBLISHED).order_by("-written_at", "-id")

    def waiting(self) -> "ReviewQuerySet":
        """What staff have to read, the one that waits longest first."""
        return self.filter(state=Review.State.WAITING).order_by("written_at", "id")

    def behind(self, review: "Review") -> "ReviewQuerySet":
        """Those written after this one."""
        later = models.Q(written_at__gt=review.written_at)
        return self.filter(later | models.Q(written_at=review.written_at, id__gt=review.pk))

    def with_photos(self) -> "ReviewQuerySet":
        return self.prefetch_related(models.Prefetch("photos", ReviewPhoto.objects.filter(is_gone=False)))


class Review(models.Model):
    """One buyer's words and stars for one piece."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PUBLISHED = "published"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"  # by its writer: nothing of it is left but that it was

    MOVES = {
        "state": {
            State.WAITING: {State.PUBLISHED, State.REFUSED, State.WITHDRAWN},
            State.PUBLISHED: {State.REFUSED, State.WAITING, State.WITHDRAWN},
            State.REFUSED: {State.PUBLISHED, State.WAITING, State.WITHDRAWN},
            State.WITHDRAWN: {State.WAITING},
        }
    }

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="review")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="reviews")
    #: Out of five; empty once withdrawn.
    rating = models.PositiveSmallIntegerField(null=True)
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
    #: When its writer last changed it.
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="withdrawn", rating=None) | models.Q(rating__gte=1, rating__lte=5),
                name="review_of_five",
            )
        ]
        indexes = [
            models.Index(
                fields=["product", "-written_at", "-id"],
                name="review_published",
                condition=models.Q(state="published"),
            ),
            models.Index(
                fields=["written_at", "id"], name="review_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating or 0}/5 · {self.product}"

    @property
    def signed(self) -> str:
        """Who says it, as they want to be called."""
        return self.name or _("A buyer")

    @property
    def tenths(self) -> int:
        """Its stars in tenths of one."""
        return 10 * (self.rating or 0)

    @property
    def is_said(self) -> bool:
        """Whether anything of it is left."""
        return self.state != self.State.WITHDRAWN


class ReviewPhotoQuerySet(models.QuerySet["ReviewPhoto"]):
    def to_tidy(self) -> "ReviewPhotoQuerySet":
        """Those taken away, and those that still lie in the open though their review does not stand there."""
        hidden = ~models.Q(renditions={}) & ~models.Q(review__state=Review.State.PUBLISHED)
        return self.filter(models.Q(is_gone=True) | hidden)


class ReviewPhoto(models.Model):
    """A photograph of the piece where it lives now, as the pictures of pages are (`{% picture %}`)."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="photos")
    picture = models.ImageField(
        upload_to="reviews/", storage=vault, max_length=200, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    #: Dominant colour, as #rrggbb.
    colour = models.CharField(max_length=7, default="#f3ece2")
    #: `{"portrait": [[width, "reviews/….webp"], …], "whole": …}` in the open while it is published.
    renditions = models.JSONField(default=dict, editable=False)
    #: Taken away by the writer; its files and this row go next.
    is_gone = models.BooleanField(default=False, editable=False)

    objects = ReviewPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"photograph {self.pk}"

    def sizes(self, shape: str = "portrait") -> list[tuple[int, str]]:
        """(width, URL) of every rendition of a shape, narrowest first."""
        return [(width, default_storage.url(name)) for width, name in self.renditions.get(shape, [])]

    def url(self, width: int, shape: str = "portrait") -> str:
        """The narrowest rendition at least so wide, or the widest there is."""
        sizes = self.sizes(shape)
        return next((url for w, url in sizes if w >= width), sizes[-1][1] if sizes else "")

    @property
    def large(self) -> str:
        """Where it can be looked at."""
        return self.url(1080, "whole")

    def srcset(self, shape: str = "portrait") -> str:
        return ", ".join(f"{url} {width}w" for width, url in self.sizes(shape))

    def stored_files(self) -> list[str]:
        """The names of its files in the open; the audit looks for them."""
        return [name for sizes in self.renditions.values() for _width, name in sizes]
