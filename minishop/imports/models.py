"""Tables staff bring: what was uploaded, what a dry run found, how far a job has come.

`rows = applied + reported` once a run is done: a row is applied (even when it changed nothing) or
reported with the reason why not.
"""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now


def private_storage() -> Storage:
    return storages["private"]


class ImportRun(models.Model):
    """One uploaded table on its way from dry run to done."""

    class State(models.TextChoices):
        CHECKING = "checking"
        CHECKED = "checked"
        APPLYING = "applying"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    MOVES = {
        "state": {
            State.CHECKING: {State.CHECKED, State.FAILED, State.CANCELLED},
            State.CHECKED: {State.CHECKING, State.APPLYING, State.CANCELLED},
            State.APPLYING: {State.DONE, State.FAILED},
            State.FAILED: {State.CHECKING},
        }
    }

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=9, choices=State, default=State.CHECKING)
    file = models.FileField(upload_to="imports/", storage=private_storage)
    filename = models.CharField(max_length=200)
    options = models.JSONField(default=dict, blank=True)
    rows = models.PositiveIntegerField(default=0)
    #: Rows done with so far, in whichever of the two passes is on.
    seen = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    reported = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0, help_text="Things that are new.")
    changed = models.PositiveIntegerField(default=0, help_text="Things that were there and differ.")
    unchanged = models.PositiveIntegerField(default=0)
    #: Units done with, so that a job that was stopped goes on where it was.
    cursor = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.TextField(blank=True, default="")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "import"
        verbose_name_plural = "imports"

    def __str__(self) -> str:
        return f"{self.filename} ({self.kind})"


class ImportLine(models.Model):
    """What one pass has to say about one row, or about one thing that rows make up."""

    class Level(models.TextChoices):
        CHANGE = "change"
        WARNING = "warning"
        ERROR = "error"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    #: Whether the dry run or the applying pass said it.
    is_dry = models.BooleanField(default=True)
    row = models.PositiveIntegerField(help_text="The file's line on which it begins; the header is 1.")
    level = models.CharField(max_length=7, choices=Level)
    #: What it is about, as staff know it: a handle or a SKU.
    key = models.CharField(max_length=200, blank=True, default="")
    column = models.CharField(max_length=200, blank=True, default="")
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    message = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "is_dry", "level", "row"], name="import_line_read")]

    def __str__(self) -> str:
        return f"{self.row}: {self.message or self.column}"
