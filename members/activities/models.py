"""What members do for points ("tasks"): tell their birthday, write a review, bring a friend.

A feature announces what was done by its code; whether and how much it brings stands in these rows.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from minishop.translation import TranslatedModel


class Activity(TranslatedModel):
    """One thing to do, and what it brings each time, up to so many times a period."""

    class Period(models.TextChoices):
        EVER = "ever"
        MONTH = "month"
        DAY = "day"

    translated = ("title", "summary")

    #: As features announce it: `signed_up`, `profile_told`, `birthday_told`, `reviewed`, `referred` (whoever
    #: brought a newcomer), `invited` (the newcomer), `posted`.
    code = models.SlugField(max_length=30, unique=True)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=200, blank=True, default="")
    points = models.PositiveIntegerField()
    times = models.PositiveSmallIntegerField(default=1)
    period = models.CharField(max_length=5, choices=Period, default=Period.EVER)
    is_on = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title


class ActivityDone(models.Model):
    """A member did it; once for each source."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="done")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="activities")
    source = models.CharField(max_length=120)
    #: The period it counted in (`ever`, `2026-11`, `2026-11-22`), and how many were allowed in it then.
    slot = models.CharField(max_length=10, default="ever")
    times = models.PositiveSmallIntegerField(default=1)
    points = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "user", "source"], name="activity_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} by {self.user_id}"


class Invitation(models.Model):
    """A member's own invitation: whoever opens its link and joins was brought by them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    code = models.CharField(max_length=12, unique=True)

    def __str__(self) -> str:
        return f"invitation of {self.user_id}"


class Referral(models.Model):
    """A member brought a newcomer; the newcomer counts once, and brings something with their first order."""

    referrer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="brought")
    newcomer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="brought_by"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    #: Their first order was kept past its return window.
    rewarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(referrer=models.F("newcomer")), name="referral_of_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.referrer_id} → {self.newcomer_id}"
