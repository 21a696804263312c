"""Browsers that asked to be told, and of what."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Now

#: So many browsers hear of one thing, however often its link was passed on.
MOST = 20


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def live(self) -> "SubscriptionQuerySet":
        """Guests' browsers, and those where their member is still signed in."""
        open_ones = Session.objects.filter(session_key=models.OuterRef("session_key"), expire_date__gt=Now())
        return self.filter(models.Q(user=None) | models.Exists(open_ones))

    def of(self, user: Any) -> "SubscriptionQuerySet":
        """A member's own browsers, the latest first."""
        return self.live().filter(user=user).order_by("-id")

    def listening(self, *, user: Any, subject: str) -> "SubscriptionQuerySet":
        """The member's browsers and those that follow the subject."""
        mine = models.Q(user=user) if user else models.Q(pk__in=[])
        follows = models.Exists(Following.objects.filter(subscription=models.OuterRef("pk"), subject=subject))
        return self.live().filter(mine | follows).order_by("-id")[:MOST]


class Subscription(models.Model):
    """One browser’s push address and keys (RFC 8291): a member’s, or a guest’s who follows an order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="push"
    )
    #: The session in which a member asked; when it ends, so does this.
    session_key = models.CharField(max_length=40, blank=True, default="", db_index=True)
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    language = models.CharField(max_length=12, blank=True, default="")
    agent = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

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
