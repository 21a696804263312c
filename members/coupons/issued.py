"""What members have of coupons; read it through `members.coupons.models`, where rules and refusals stand."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


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
        return self.select_related("coupon", "coupon__gift__product").prefetch_related("coupon__scopes")


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

    coupon = models.ForeignKey("members.Coupon", on_delete=models.PROTECT, related_name="issued")
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
