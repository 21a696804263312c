"""Passkeys: public halves of key pairs that a person's devices hold."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

MOST = 20


class BadPasskey(Exception):
    """Nothing here is opened by it; whether it is unknown, forged or too late is never said."""


class TooMany(Exception):
    """Someone has twenty passkeys, or asks too often."""


class LastWay(Exception):
    """Without it the person could not come in any more."""


class Passkey(models.Model):
    """One passkey; the private half never leaves its device."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    #: base64url, as browsers spell it.
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    #: What its device calls the person: opaque, and kept when the account is merged into another.
    handle = models.CharField(max_length=64, default="", editable=False)
    #: Some authenticators count their signatures; a count that goes back betrays a copy.
    sign_count = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=60)
    transports = models.JSONField(default=list, blank=True)
    is_synced = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
