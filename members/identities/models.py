"""How a person is known elsewhere: one row for each provider's name of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class BelongsToAnother(Exception):
    """The provider's name is already that of another account; `owner` has it."""

    def __init__(self, owner: Any) -> None:
        super().__init__("another account's")
        self.owner = owner


class CannotMerge(Exception):
    """One of the accounts works here, is closed, or is to be erased; nothing was moved."""


class LastWay(Exception):
    """Without it the person could not come in any more."""


class StaffAddress(Exception):
    """The person works here: how staff are known is changed by whoever looks after them."""


class Identity(models.Model):
    """The provider's name for a person (WeChat: the union id, or the open id where there is none)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    #: What the provider calls them, to recognise the row in one's settings.
    nickname = models.CharField(max_length=120, blank=True, default="")
    linked_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="identity_once")]

    def __str__(self) -> str:
        return f"{self.provider} of {self.user_id}"
