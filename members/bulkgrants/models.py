"""Points, a coupon or a tier for many members at once: to whom, what, and what became of each.

Each row is done in the transaction of its gift, under a key made of the job and the row: a job that was
killed goes on where it was, and of two at once one gives. A row holds no address: who pasted one that
nobody has finds it by its number.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from members.coupons.models import Coupon
from members.lots.models import PointsGrant
from members.tiers.models import Tier

#: Rows of one job at most.
MOST = 20_000


class TooMany(Exception):
    """More rows than one job takes; nothing was kept."""


class OverLimit(Exception):
    """More people, or more points for each, than this person may give; nothing was begun."""

    def __init__(self, limit: int, what: str) -> None:
        self.limit, self.what = limit, what
        super().__init__(f"over {limit} {what}")


class BulkGrant(models.Model):
    """One gift for many, from the list they were chosen in to done."""

    class Kind(models.TextChoices):
        POINTS = "points"
        COUPON = "coupon"
        TIER = "tier"

    class State(models.TextChoices):
        DRAFT = "draft"
        RUNNING = "running"
        DONE = "done"

    MOVES = {"state": {State.DRAFT: {State.RUNNING}, State.RUNNING: {State.DONE}}}

    #: Empty until it was said what is given.
    kind = models.CharField(max_length=6, choices=Kind, blank=True, default="")
    points = models.IntegerField(null=True, blank=True)
    coupon = models.ForeignKey(Coupon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tier = models.ForeignKey(Tier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=PointsGrant.Reason, default=PointsGrant.Reason.CAMPAIGN)
    #: What members read beside their points.
    note = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="", points=None, coupon=None, tier=None)
                | models.Q(kind="points", points__isnull=False, coupon=None, tier=None)
                | models.Q(kind="coupon", points=None, coupon__isnull=False, tier=None)
                | models.Q(kind="tier", points=None, coupon=None, tier__isnull=False),
                name="bulk_grant_one_thing",
            ),
            models.CheckConstraint(condition=~models.Q(points=0), name="bulk_grant_not_zero"),
        ]
        permissions = [("grant_to_many", "Can give to more people at once than the limit")]

    def __str__(self) -> str:
        return f"gift {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state == self.State.RUNNING


class GrantRow(models.Model):
    """One of those chosen, and what became of it; the person is nobody where no account was found."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        LEFT = "left"

    grant = models.ForeignKey(BulkGrant, on_delete=models.CASCADE, related_name="rows")
    #: In the list that was pasted, or of those ticked.
    number = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    #: Why nothing was given, as `words` puts it into words.
    why = models.CharField(max_length=40, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="grant_row_once"),
            models.CheckConstraint(
                condition=models.Q(state="left") ^ models.Q(why=""), name="grant_row_says_why"
            ),
        ]
        indexes = [models.Index(fields=["grant", "state", "number"], name="grant_row_left")]

    def __str__(self) -> str:
        return f"{self.grant_id} row {self.number}"
