"""Who asked to be told when a variant is back; the address is forgotten once they were.

A wish waits at most once for each variant and address. Whoever asks for it again holds a token of
their own, and it waits until each of them has taken it back: nobody can end a stranger's wish.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant

WAITING = models.Q(told_at__isnull=True)


class TooOften(Exception):
    """More wishes than one visitor, one address or the shop may make in the time; nothing was noted."""


class StockAlertQuerySet(models.QuerySet["StockAlert"]):
    def waiting(self) -> "StockAlertQuerySet":
        return self.filter(WAITING)

    def under(self, token: str) -> "StockAlertQuerySet":
        """The wish that waits and is taken back with this token."""
        return self.waiting().filter(tokens__contains=[token])


class StockAlert(models.Model):
    """One person's wish for one variant: told at most once."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="alerts")
    #: A member is written to at the address of the account, of which there is no copy here.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    #: For the links that take the wish back, one for each time it was made.
    tokens = ArrayField(models.CharField(max_length=43), default=list)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = StockAlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "email", "phone"],
                condition=WAITING & models.Q(user__isnull=True),
                name="stock_alert_once",
            ),
            models.UniqueConstraint(
                fields=["variant", "user"],
                condition=WAITING & models.Q(user__isnull=False),
                name="stock_alert_once_a_member",
            ),
        ]
        indexes = [
            models.Index(fields=["variant"], name="stock_alert_open", condition=WAITING),
            models.Index(fields=["created_at"], name="stock_alert_age"),
            GinIndex(fields=["tokens"], name="stock_alert_tokens", condition=WAITING),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk} for {self.variant_id}"

    @property
    def shown(self) -> str:
        """The address as a page repeats it: enough to recognise, too little to copy."""
        email, phone = self.email, self.phone
        if self.user:
            email, phone = self.user.email or "", str(self.user.phone or "")
        if email:
            name, _, host = email.partition("@")
            return f"{name[:2]}…@{host}"
        return f"···· {phone[-4:]}"


class WantedQuerySet(models.QuerySet["Wanted"]):
    def counted(self) -> "WantedQuerySet":
        """Each with how many wait for it."""
        return self.annotate(waiting=models.Count("alerts", filter=models.Q(alerts__told_at__isnull=True)))

    def with_waiting(self) -> "WantedQuerySet":
        """Those someone waits for, each with how many do."""
        return self.filter(pk__in=StockAlert.objects.waiting().values("variant")).counted()


class Wanted(Variant):
    """A variant as those who wait for it see it."""

    waiting: int

    objects = WantedQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        verbose_name = "piece people wait for"
        verbose_name_plural = "pieces people wait for"
