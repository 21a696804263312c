"""What gateways told us, stored before it is answered; never acknowledged and dropped."""

from django.db import models
from django.db.models.functions import Now


class NotificationQuerySet(models.QuerySet["Notification"]):
    def waiting(self) -> "NotificationQuerySet":
        """Stored, not applied, and due for another try; oldest first."""
        return self.filter(state=Notification.State.RECEIVED, try_at__lte=Now()).order_by("id")


class Notification(models.Model):
    """One verified notification of one gateway, applied once."""

    class State(models.TextChoices):
        RECEIVED = "received"
        APPLIED = "applied"
        DEAD = "dead"

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    received_at = models.DateTimeField(db_default=Now(), editable=False)
    applied_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(db_default=Now())

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["try_at"], name="notification_due", condition=models.Q(state="received"))
        ]
        constraints = [models.UniqueConstraint(fields=["gateway", "event_id"], name="notification_once")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
