"""What people agreed to, for each purpose: every yes and no is kept, the newest counts."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from members.consents.purposes import PURPOSES


class ConsentQuerySet(models.QuerySet["Consent"]):
    def newest(self) -> "ConsentQuerySet":
        """The last word of each person on each purpose."""
        return self.order_by("user", "purpose", "-id").distinct("user", "purpose")


class Consent(models.Model):
    """One yes or no; append-only. It names the words that were read, and where."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30)
    is_given = models.BooleanField()
    #: Which wording was agreed to, so that changed words ask again.
    wording = models.CharField(max_length=20)
    #: Where it was said: "settings", "checkout", "erasure"…
    source = models.CharField(max_length=30)
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "purpose", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.is_given else 'no'}"

    @property
    def called(self) -> str:
        """The purpose in words; one that is no longer asked for by its name."""
        return str(PURPOSES[self.purpose].title) if self.purpose in PURPOSES else self.purpose
