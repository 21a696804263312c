"""Who asked to be told when a variant is back; the address is forgotten once they were."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant


class StockAlert(models.Model):
    """One person's wish for one variant: told at most once."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="alerts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    #: For the link that takes the wish back.
    token = models.CharField(max_length=43, unique=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "email", "phone"],
                condition=models.Q(told_at__isnull=True),
                name="stock_alert_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["variant"], name="stock_alert_open", condition=models.Q(told_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"alert {self.pk} for {self.variant_id}"
