"""Events are the outbox, the audit trail and the timeline in one append-only table.

An event is written in the transaction of the fact it tells. Each (event, handler) pair has one
`Delivery`, claimed by a conditional UPDATE, so that a lost broker message costs a delay, never an
effect. Events hold ids, never personal data.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """Something that happened, told in the past tense (`order.placed`)."""

    name = models.CharField(max_length=80)
    #: What it is about, as `label:pk` (`order:42`); the timeline of that thing reads by it.
    subject = models.CharField(max_length=80, blank=True, default="")
    data = models.JSONField(default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["name", "id"], name="event_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"

    @property
    def subject_id(self) -> int:
        """The primary key of the row it is about."""
        return int(self.subject.rpartition(":")[2])


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> "DeliveryQuerySet":
        """Waiting and its time has come, or left behind by a worker that died; oldest first."""
        waiting = models.Q(state=Delivery.State.PENDING, run_at__lte=Now())
        left = models.Q(state=Delivery.State.RUNNING, leased_until__lt=Now())
        return self.filter(waiting | left).order_by("id")


class Delivery(models.Model):
    """One handler's work on one event."""

    class State(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["run_at"], name="delivery_due", condition=models.Q(state__in=["pending", "running"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.event_id}"
