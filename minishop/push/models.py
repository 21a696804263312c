"""Browsers that asked to be told, and of what."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Subscription(models.Model):
    """One browser’s push address and keys (RFC 8291): a member’s, or a guest’s who follows an order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="push"
    )
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    language = models.CharField(max_length=12, blank=True, default="")
    agent = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"push {self.pk}"


class Following(models.Model):
    """What a subscription wants to hear of, named as events name it (`order:42`)."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="followings")
    subject = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "subject"], name="following_once")]

    def __str__(self) -> str:
        return self.subject
