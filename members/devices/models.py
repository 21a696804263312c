"""Where a person is signed in: one row for each session."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """One signed-in browser; taking the row away ends its session."""

    class Way(models.TextChoices):
        CODE = "code", _("One-time code")
        PASSKEY = "passkey", _("Passkey")
        WECHAT = "wechat", _("WeChat")
        PASSWORD = "password", _("Password")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    #: The browser's own word for itself, cut short.
    agent = models.CharField(max_length=300, blank=True, default="")
    way = models.CharField(max_length=8, choices=Way)
    signed_in_at = models.DateTimeField(db_default=Now(), editable=False)
    seen_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-seen_at"], name="device_recent")]

    def __str__(self) -> str:
        return f"device {self.pk}"
