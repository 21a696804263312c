"""Tables staff bring: what was uploaded, what a dry run found, how far a job has come.

`rows = applied + reported` once a run is done: a row is applied (even when it changed nothing) or
reported with the reason why not.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from minishop.imports.kinds import kinds, oversees


def private_storage() -> Storage:
    return storages["private"]


class RunQuerySet(models.QuerySet["ImportRun"]):
    def due(self) -> "RunQuerySet":
        """Those with work left that nobody is at; oldest first."""
        free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=Now())
        return self.filter(free, state__in=ImportRun.WORKING).order_by("id")

    def open_to(self, person: Any) -> "RunQuerySet":
        """A person's own, and everybody's of the kinds whose imports this person oversees."""
        own = {name for name, kind in kinds if person.has_perm(kind.permission)}
        overseen = {name for name in own if oversees(person, kinds[name])}
        return self.filter(models.Q(kind__in=overseen) | models.Q(kind__in=own, actor=person))


class ImportRun(models.Model):
    """One uploaded table on its way from dry run to done."""

    class State(models.TextChoices):
        CHECKING = "checking"
        CHECKED = "checked"
        APPLYING = "applying"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    #: States in which a worker has something to do.
    WORKING = (State.CHECKING, State.APPLYING)
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
    #: In which it speaks of its rows: that of whoever brought it.
    language = models.CharField(max_length=12, blank=True, default="")
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

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "import"
        verbose_name_plural = "imports"

    def __str__(self) -> str:
        return f"{self.filename} ({self.kind})"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def is_dry(self) -> bool:
        """Whether what it has to say comes from the dry run, and nothing was applied."""
        return self.state not in (self.State.APPLYING, self.State.DONE)

    @property
    def label(self) -> Any:
        """What sort of table it is, in the reader's language."""
        return kinds[self.kind].label if self.kind in kinds else self.kind

    def said(self, level: str = "", about: str = "") -> models.QuerySet["ImportLine"]:
        """What the latest pass has to say, row by row: all of it, one level, or what mentions something."""
        lines = self.lines.filter(is_dry=self.is_dry).order_by("row", "id")
        if level:
            lines = lines.filter(level=level)
        told = (models.Q(**{f"{name}__icontains": about}) for name in ("key", "column", "message"))
        return lines.filter(reduce(or_, told)) if about else lines

    def counts(self) -> dict[str, int]:
        """How many lines of each level the latest pass has."""
        counted = self.said().order_by("level").values("level").annotate(many=models.Count("id"))
        return dict(counted.values_list("level", "many"))


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
