"""What people ask of us about their data: a copy of everything, or to be forgotten."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now


def private() -> Storage:
    """Where files lie that only their owner may fetch."""
    return storages["private"]


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

    def __str__(self) -> str:
        return f"copy {self.pk}"


class Erasure(models.Model):
    """A person's wish to be forgotten: at once where nothing is under way, else when the last of it ends."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasure")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"erasure of {self.user_id}"
