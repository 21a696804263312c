"""Coupons: what is offered (`Coupon`), what one member has (`IssuedCoupon`), and the codes that give it.

Always: claimed and used are the counts of their rows and within their limits, in all, for each member
and for each day; an issued coupon stands in at most one live order; what an order that is over used is
free again, or expired.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from members.coupons.issued import IssuedCoupon
from members.tiers.models import Tier
from minishop.money import AmountField, CurrencyField
from minishop.translation import TranslatedModel

__all__ = [
    "BadCouponCode", "Coupon", "CouponDay", "CouponHolder", "CouponScope", "IssuedCoupon", "NotClaimable",
    "NotGivable", "NotUsable", "TooManyCodes",
]  # fmt: skip


class NotClaimable(Exception):
    """The coupon can't be claimed now; `why` is a code that `words.refusal` puts into words."""

    def __init__(self, coupon: "Coupon", why: str) -> None:
        self.coupon, self.why = coupon, why
        super().__init__(f"{coupon}: {why}")


class BadCouponCode(Exception):
    """The code is unknown, used, expired or not for this person; it never says which."""


class TooManyCodes(Exception):
    """More codes were told than one visitor, or one member, may try in the time; none was looked at."""


class NotUsable(Exception):
    """The issued coupon can't be used now: another order has it, or its time is over; nothing moved."""

    def __init__(self, issued: "IssuedCoupon", why: str) -> None:
        self.issued, self.why = issued, why
        super().__init__(f"{issued.pk}: {why}")


class NotGivable(Exception):
    """The issued coupon can't be given to a friend, or its gift was taken or called back."""


class CouponQuerySet(models.QuerySet["Coupon"]):
    def open(self) -> "CouponQuerySet":
        """Switched on, within their window, and not all gone."""
        begun = models.Q(starts_at=None) | models.Q(starts_at__lte=Now())
        still = models.Q(ends_at=None) | models.Q(ends_at__gt=Now())
        left = models.Q(claim_limit=None) | models.Q(claimed__lt=models.F("claim_limit"))
        return self.filter(begun & still & left, is_on=True)


class Coupon(TranslatedModel):
    """An offer: what it takes off, from what, when, for whom, how it is had and what it goes with."""

    class Kind(models.TextChoices):
        AMOUNT = "amount"
        PERCENT = "percent"
        DELIVERY = "delivery"  # free delivery
        GIFT = "gift"  # one `gift` in the bag costs nothing

    class Way(models.TextChoices):
        CLAIM = "claim"  # in the claim centre
        CODE = "code"  # by a code: one for all, or unique ones
        AUTO = "auto"  # issued by itself, see `trigger`
        STAFF = "staff"
        POINTS = "points"  # for `points_price` points

    class Trigger(models.TextChoices):
        JOINED = "joined"
        BIRTHDAY = "birthday"
        TIER = "tier"  # one of `tiers` was reached

    class Stack(models.TextChoices):
        GOODS = "goods"
        ORDER = "order"
        DELIVERY = "delivery"
        GIFT = "gift"

    translated = ("title", "terms")

    title = models.CharField(max_length=120)
    #: For whoever reads it on the ticket, beside what the rules say by themselves.
    terms = models.CharField(max_length=300, blank=True, default="")
    kind = models.CharField(max_length=8, choices=Kind)
    #: An amount of `currency`, or percent; 0 for the other kinds.
    value = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    #: A percentage takes off no more than this.
    cap = AmountField(null=True, blank=True)
    currency = CurrencyField()
    #: The pieces it covers come to this much at least, after member prices.
    threshold = AmountField(default=0)
    gift = models.ForeignKey(Variant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    full_price_only = models.BooleanField(default=False, help_text="Pieces already reduced don't count.")

    way = models.CharField(max_length=6, choices=Way, default=Way.CLAIM)
    trigger = models.CharField(max_length=8, choices=Trigger, blank=True, default="")
    #: Only for members of these tiers; none: for everybody.
    tiers = models.ManyToManyField(Tier, blank=True, related_name="coupons")
    #: One code for all, upper case; unique ones are `CouponCode`s.
    shared_code = models.CharField(max_length=40, unique=True, null=True, blank=True)
    points_price = models.PositiveIntegerField(null=True, blank=True)

    is_on = models.BooleanField(default=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    #: One that was claimed lasts so many days, but not beyond `ends_at`. Empty: until `ends_at`.
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    claim_limit = models.PositiveIntegerField(null=True, blank=True, help_text="In all.")
    per_member = models.PositiveSmallIntegerField(null=True, blank=True, default=1)
    per_day = models.PositiveIntegerField(null=True, blank=True, help_text="By all members together.")

    stack = models.CharField(max_length=8, choices=Stack, default=Stack.ORDER)
    #: Classes it goes together with; two go together if each names the other's.
    combines_with = ArrayField(models.CharField(max_length=8, choices=Stack), default=list, blank=True)
    is_exclusive = models.BooleanField(default=False, help_text="Goes with no other coupon at all.")
    priority = models.SmallIntegerField(
        default=0, help_text="Higher is taken off first; of equals, the older."
    )

    can_be_given = models.BooleanField(default=False, help_text="A member may give it to a friend.")
    returns_on_cancel = models.BooleanField(default=True, help_text="Usable again when its order is over.")
    remind_days = models.PositiveSmallIntegerField(default=3)

    #: Counted under the row's own condition, never past the limit.
    claimed = models.PositiveIntegerField(default=0, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CouponQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim_limit=None) | models.Q(claimed__lte=models.F("claim_limit")),
                name="coupon_claims_within",
            ),
            models.CheckConstraint(
                condition=models.Q(used__lte=models.F("claimed")), name="coupon_used_within"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="percent") | models.Q(value__gt=0, value__lte=100),
                name="coupon_percent",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="amount") | models.Q(value__gt=0), name="coupon_amount"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="gift") | models.Q(gift__isnull=False), name="coupon_gift"
            ),
        ]
        permissions = [("generate_codes", "Can generate and download coupon codes")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What staff change leaves the counters alone: they may have moved since the form was opened."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields} - {"id", "claimed", "used"}
            kwargs["update_fields"] = names
        super().save(*args, **kwargs)

    @property
    def wants_member(self) -> bool:
        """A guest can't have it: somebody has to be counted, or to be of a tier."""
        return self.per_member is not None or self.tiers.exists()


class CouponScope(models.Model):
    """One thing a coupon covers, or leaves out; with none included it covers everything."""

    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="scopes")
    is_excluded = models.BooleanField(default=False)
    product = models.ForeignKey(
        "catalog.Product", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    collection = models.ForeignKey(
        "catalog.Collection", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    vendor = models.ForeignKey(
        "catalog.Vendor", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(product__isnull=False, collection=None, vendor=None)
                | models.Q(product=None, collection__isnull=False, vendor=None)
                | models.Q(product=None, collection=None, vendor__isnull=False),
                name="coupon_scope_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{'without' if self.is_excluded else 'with'} {self.product or self.collection or self.vendor}"


class CouponDay(models.Model):
    """How many were claimed on a day of the shop's own time zone; guards `per_day`."""

    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="by_day")
    day = models.DateField()
    claimed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coupon", "day"], name="coupon_day_once")]

    def __str__(self) -> str:
        return f"{self.claimed} on {self.day}"


class CouponHolder(models.Model):
    """How many a member had of a coupon; guards `per_member`."""

    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    claimed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coupon", "user"], name="coupon_holder_once")]

    def __str__(self) -> str:
        return f"{self.claimed} of {self.coupon_id}"
