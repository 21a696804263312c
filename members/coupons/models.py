"""Coupons: what is offered (`Coupon`), what one member has (`IssuedCoupon`), and the codes that give it.

Always: claimed and used are the counts of their rows and within their limits, in all, for each member
and for each day; an issued coupon stands in at most one live order; what an order that is over used is
free again, or expired.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from members.tiers.models import Tier
from minishop.money import AmountField, CurrencyField
from minishop.translation import TranslatedModel


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


class IssuedCouponQuerySet(models.QuerySet["IssuedCoupon"]):
    def usable(self) -> "IssuedCouponQuerySet":
        """Ready, and within its own time by the database's clock."""
        return self.filter(state="ready", starts_at__lte=Now()).filter(
            models.Q(ends_at=None) | models.Q(ends_at__gt=Now())
        )

    def over(self) -> "IssuedCouponQuerySet":
        """Whose own time has ended by the database's clock, whatever became of them."""
        return self.filter(ends_at__lte=Now())

    def overdue(self) -> "IssuedCouponQuerySet":
        """What nobody has used though its time is over."""
        return self.over().filter(state__in=["ready", "offered"])

    def whole(self) -> "IssuedCouponQuerySet":
        """With all that a ticket says, in two queries."""
        scopes = models.Prefetch("coupon__scopes", CouponScope.objects.order_by("pk"))
        return self.select_related("coupon", "coupon__gift__product").prefetch_related(scopes)


class IssuedCoupon(models.Model):
    """One member's coupon; without a member it belongs to whoever placed the order with its code."""

    class State(models.TextChoices):
        READY = "ready"
        OFFERED = "offered"  # to a friend
        RESERVED = "reserved"  # by an unpaid order
        USED = "used"
        EXPIRED = "expired"
        REVOKED = "revoked"  # by staff, or with what it was given for

    STARTS = {"state": [State.READY]}
    MOVES = {
        "state": {
            State.READY: {State.OFFERED, State.RESERVED, State.EXPIRED, State.REVOKED},
            State.OFFERED: {State.READY, State.EXPIRED, State.REVOKED},
            State.RESERVED: {State.USED, State.READY, State.EXPIRED},
            State.USED: {State.READY, State.EXPIRED},
            # Late money reinstates the order that had it.
            State.EXPIRED: {State.RESERVED},
        }
    }

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="issued")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="coupons"
    )
    #: What it was issued by, once: `claim:…`, `birthday:2026`, `points:…`, `code:12`, `grant:…`.
    source = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.READY)
    #: The shop's own day on which it was claimed.
    day = models.DateField()
    issued_at = models.DateTimeField(db_default=Now(), editable=False)
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True, blank=True)
    #: The order that has it, as `order:12`, or `purchase:3` in a house; empty while nobody has.
    used_for = models.CharField(max_length=40, blank=True, default="")
    used_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = IssuedCouponQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coupon", "source"], name="coupon_issued_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["reserved", "used"]) ^ models.Q(used_for=""),
                name="issued_coupon_for_what",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "state"], name="issued_coupon_of"),
            models.Index(
                fields=["ends_at"],
                name="issued_coupon_ends",
                condition=models.Q(state__in=["ready", "offered"]),
            ),
            models.Index(fields=["used_for"], name="issued_coupon_for", condition=~models.Q(used_for="")),
        ]

    def __str__(self) -> str:
        return f"{self.coupon_id} of {self.user_id}"


class CouponBatch(models.Model):
    """A number of unique codes made by a job in steps; `made` says how far it is."""

    class State(models.TextChoices):
        WAITING = "waiting"
        MAKING = "making"
        DONE = "done"

    MOVES = {"state": {State.WAITING: {State.MAKING}, State.MAKING: {State.DONE}}}

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="batches")
    quantity = models.PositiveIntegerField()
    made = models.PositiveIntegerField(default=0)
    prefix = models.CharField(max_length=8, blank=True, default="")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(made__lte=models.F("quantity")), name="batch_within")
        ]

    def __str__(self) -> str:
        return f"{self.made}/{self.quantity}"


class CouponCode(models.Model):
    """A code that gives its coupon once, to whoever tells it first."""

    batch = models.ForeignKey(CouponBatch, on_delete=models.PROTECT, related_name="codes")
    #: 12 random characters or more behind the batch's prefix, of an alphabet without look-alikes.
    code = models.CharField(max_length=40, unique=True)
    issued = models.OneToOneField(
        IssuedCoupon, null=True, blank=True, on_delete=models.PROTECT, related_name="from_code"
    )

    def __str__(self) -> str:
        return f"code {self.pk}"


class CouponGift(models.Model):
    """A coupon on its way to a friend: taken by whoever opens its link first, or called back before."""

    issued = models.ForeignKey(IssuedCoupon, on_delete=models.PROTECT, related_name="gifts")
    #: Keyed hash of the link's secret; the secret is nowhere.
    digest = models.CharField(max_length=64, unique=True)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coupons_given"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coupons_taken",
    )
    offered_at = models.DateTimeField(db_default=Now(), editable=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issued"],
                condition=models.Q(taken_at=None, recalled_at=None),
                name="coupon_offered_once",
            )
        ]

    def __str__(self) -> str:
        return f"gift of {self.issued_id}"
