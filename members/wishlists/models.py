"""Saved pieces."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Product, Variant
from minishop.money import AmountField


class FullList(Exception):
    """As many pieces are saved as one member may save; nothing was added."""


class WishlistItem(models.Model):
    """A piece a member saved, with the price it had then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishlist")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    #: The choice on the page when it was saved.
    variant = models.ForeignKey(Variant, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seen_price = AmountField(null=True, blank=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    #: Since then it is on the shelf again, where it had been gone while it was saved.
    back_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="wishlist_item_once")]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.user_id}"
