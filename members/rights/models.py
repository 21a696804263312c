"""What people ask of us about their data: a copy of everything, or to be forgotten."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

#: How many copies someone may ask for in a day, and how long each is theirs to fetch.
COPIES_A_DAY = 3
COPY_KEPT = timedelta(days=7)


class TooManyCopies(Exception):
    """So many copies were asked for since yesterday as may be; nothing was noted."""


class StaffStay(Exception):
    """The account belongs to someone who works here; it is closed by the staff's own means, not erased."""


class NoWayBack(Exception):
    """The erasure has begun or was never asked for, so that there is nothing to call off."""


def private() -> Storage:
    """Where files lie that only their owner may fetch."""
    return storages["private"]


class CopyQuerySet(models.QuerySet["DataCopy"]):
    def to_fetch(self) -> "CopyQuerySet":
        """Those that are written and have not run out by the database's clock."""
        return self.filter(state=DataCopy.State.READY, expires_at__gt=Now())

    def run_out(self, *, late: timedelta = timedelta(0)) -> "CopyQuerySet":
        """Those whose time is over, so long ago at least; asked for and never written counts too."""
        left = models.Q(expires_at=None, asked_at__lte=Now() - COPY_KEPT - late)
        return self.filter(models.Q(expires_at__lte=Now() - late) | left)


class DataCopy(models.Model):
    """A copy of all we hold about one person, theirs to fetch until it runs out."""

    class State(models.TextChoices):
        ASKED = "asked"
        READY = "ready"
        GONE = "gone"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_copies")
    state = models.CharField(max_length=5, choices=State, default=State.ASKED)
    file = models.FileField(upload_to="data-copies/", storage=private, blank=True, default="")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = "copy of someone’s data"
        verbose_name_plural = "copies of people’s data"

    def __str__(self) -> str:
        return f"copy {self.pk}"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def open(self) -> "ErasureQuerySet":
        return self.filter(done_at=None).order_by("pk")

    def fresh(self) -> "ErasureQuerySet":
        """Done so lately that a request which was under way then may have written since."""
        return self.filter(done_at__gt=Now() - timedelta(hours=2)).order_by("pk")


class Erasure(models.Model):
    """A person's wish to be forgotten: at once where nothing is under way, else when the last of it ends."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasure")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    #: From here on there is no way back: the account is closed and its data goes, holding by holding.
    begun_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ErasureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"erasure of {self.user_id}"
