"""Personal tokens: keys a person gives to programs, each with its scopes."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class TooManyTokens(Exception):
    """The person has as many tokens alive as anyone may."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"at most {most} tokens")


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def alive(self) -> "AccessTokenQuerySet":
        """Neither revoked nor run out."""
        still = models.Q(expires_at=None) | models.Q(expires_at__gt=Now())
        return self.filter(still, revoked_at=None)


class AccessToken(models.Model):
    """One key; only its digest is kept, and its first signs to recognise it by."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} {self.prefix}…"
