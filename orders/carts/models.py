"""Bags. A bag belongs to a member, or to whoever holds its token in a cookie."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from members.coupons.models import IssuedCoupon
from minishop.money import AmountField
from orders.rewards.models import Reward
from orders.stores.models import Store


class Way(models.TextChoices):
    """How a line reaches the shopper."""

    SHIP = "ship"
    PICKUP = "pickup"


def random_token() -> str:
    """256 random bits for cookies and keys."""
    return secrets.token_urlsafe(32)


class CannotBeBought(Exception):
    """The variant is not on sale, or not that way."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        super().__init__(variant.sku)


class Cart(models.Model):
    """One bag; a member has at most one."""

    token = models.CharField(
        max_length=43, unique=True, default=random_token, help_text="For guests' cookies."
    )
    #: Names the bag's next order; two tabs and two clicks share it, so they place one order.
    checkout_key = models.CharField(max_length=43, unique=True, default=random_token)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="cart"
    )
    #: Whether the best coupons are taken by themselves; else those in `coupons`, and no other.
    picks_best = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return f"bag {self.pk}"


class CartLine(models.Model):
    """Some pieces of a variant that travel one way."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    way = models.CharField(max_length=6, choices=Way, default=Way.SHIP)
    store = models.ForeignKey(Store, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: What was chosen for these pieces (an engraving); different choices are different lines.
    choices = models.JSONField(default=dict, blank=True)
    #: Digest of `choices`; empty without any.
    choices_key = models.CharField(max_length=64, blank=True, default="")
    #: It is had for points, on these terms.
    reward = models.ForeignKey(Reward, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    #: The unit price the shopper last saw, to tell them when it changes.
    seen_price = AmountField(null=True, blank=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cart", "variant", "way", "store", "choices_key", "reward"],
                nulls_distinct=False,
                name="cart_line_once",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="cart_line_positive"),
            models.CheckConstraint(
                condition=models.Q(way="ship", store=None) | models.Q(way="pickup"), name="cart_line_store"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id}"


class CartCoupon(models.Model):
    """A coupon the shopper chose for this bag, or a code they told, which a guest has no coupon of yet."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="coupons")
    issued = models.ForeignKey(
        IssuedCoupon, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    #: As normalised by `members.coupons.codes`; empty for a member's own coupon.
    code = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cart", "issued", "code"], nulls_distinct=False, name="cart_coupon_once"
            ),
            models.CheckConstraint(
                condition=models.Q(issued=None) ^ models.Q(code=""), name="cart_coupon_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"coupon {self.issued_id or 'by code'} in bag {self.cart_id}"
