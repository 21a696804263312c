"""The staff's second factor: six digits from an app that shares a secret with us."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class WrongDigits(Exception):
    """The digits are not the app's of this moment, were taken before, or are no recovery code left."""


class TooOften(Exception):
    """Too many wrong ones; the allowance grows again by itself."""


class Authenticator(models.Model):
    """One person's app (RFC 6238, 30 s, six digits), and the digests of recovery codes still unused."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator"
    )
    #: What the secret is made of, together with the shop's own key: the database alone gives no digits.
    secret = models.CharField(max_length=64)
    #: The last step whose digits were taken; no digits enter twice.
    last_step = models.BigIntegerField(default=0)
    recovery = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"authenticator of {self.user_id}"
