"""Outgoing webhooks: where events are told to other systems, and what became of each telling.

A message is one event on its way to one webhook. It is claimed by a conditional UPDATE and keeps its id
however often it is tried, so that receivers can tell a repetition.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from minishop.events.models import Event


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def listening(self, name: str) -> "WebhookQuerySet":
        """Switched on, and told of events of this name."""
        return self.filter(is_on=True, events__contains=[name])

    def with_work(self) -> "WebhookQuerySet":
        """Switched on, with a message that is due, and not asked for a rest."""
        due = WebhookMessage.objects.due().filter(webhook=models.OuterRef("pk"))
        resting = models.Q(rest_until__gt=Now())
        return self.filter(models.Exists(due), is_on=True).exclude(resting).order_by("pk")


class Webhook(models.Model):
    """An address that hears of events, and the secret that proves to it who speaks."""

    class Why(models.TextChoices):
        GONE = "gone", _("the receiver said it is gone")
        FAILING = "failing", _("nothing was taken for days")

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    #: `whsec_` and base64, as Standard Webhooks spells it.
    secret = models.CharField(max_length=100, editable=False)
    #: While a new secret is taken into use the old one signs too.
    old_secret = models.CharField(max_length=100, blank=True, default="", editable=False)
    rotated_at = models.DateTimeField(null=True, blank=True, editable=False)
    events = ArrayField(models.CharField(max_length=80), verbose_name=_("events"))
    is_on = models.BooleanField(_("is on"), default=True)
    #: Since when nothing was taken; after days of that it is switched off, and staff are told.
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    #: Why the shop itself switched it off, if it did.
    off_because = models.CharField(
        max_length=8, choices=Why, blank=True, default="", editable=False, verbose_name=_("switched off as")
    )
    #: The receiver asked to be left alone until then.
    rest_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name


class WebhookMessageQuerySet(models.QuerySet["WebhookMessage"]):
    def due(self) -> "WebhookMessageQuerySet":
        """Waiting and its time has come, or left behind by a worker that died; oldest first.

        Without a join: the UPDATE that claims a row asks this of that very row.
        """
        waiting = models.Q(state=WebhookMessage.State.PENDING, run_at__lte=Now())
        left = models.Q(state=WebhookMessage.State.RUNNING, leased_until__lt=Now())
        return self.filter(waiting | left).order_by("id")


class WebhookMessage(models.Model):
    """One event for one webhook; a test has no event."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        RUNNING = "running", _("on its way")
        DONE = "done", _("taken")
        DEAD = "dead", _("given up")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="messages")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("event"), max_length=80)
    body = models.TextField()
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        constraints = [models.UniqueConstraint(fields=["webhook", "event"], name="webhook_message_once")]
        indexes = [
            models.Index(
                fields=["run_at"], name="webhook_due", condition=models.Q(state__in=["pending", "running"])
            ),
            models.Index(fields=["webhook", "-id"], name="webhook_recent"),
        ]

    def __str__(self) -> str:
        return self.key


class WebhookTry(models.Model):
    """One attempt to deliver, as the log shows it."""

    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(db_default=Now(), editable=False)
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField()
    #: Why nothing was taken, or the first signs of what was answered.
    answer = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.status or '—'} in {self.milliseconds} ms"
