"""Transactional messages: written with the fact they tell, sent once by a job."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Message(models.Model):
    """One message to one address through one channel."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    kind = models.CharField(max_length=40)
    #: What it is about; one kind is sent once for each reference and channel.
    reference = models.CharField(max_length=120)
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField()
    #: The page of ours a push leads to.
    link = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference", "channel"], name="message_once")]
        indexes = [models.Index(fields=["-created_at"], name="message_recent")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"
