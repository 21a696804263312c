"""Tiers: what a member's purchases make of them, what it brings, and its history.

A member has the tier their qualifying figure reaches, or the one a paid membership gives, whichever is
higher. The figure is the sum of append-only facts within the period, so that it can be told line by line.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from minishop.money import AmountField
from minishop.translation import TranslatedModel


class Tier(TranslatedModel):
    """One step of the club and its privileges; the lowest is everybody's."""

    class Look(models.TextChoices):
        MOON = "moon"
        SAND = "sand"
        BRASS = "brass"
        INK = "ink"

    translated = ("name", "summary", "privileges")

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=200, blank=True, default="")
    #: One to a line, beside what the figures below say by themselves.
    privileges = models.TextField(blank=True, default="")
    rank = models.PositiveSmallIntegerField(unique=True, help_text="0 is the lowest.")
    #: In the currency or in points, as the programme counts. Empty: only a paid membership gives it.
    threshold = AmountField(null=True, blank=True)
    look = models.CharField(max_length=6, choices=Look, default=Look.MOON)
    earn_multiplier = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    discount_percent = models.DecimalField(
        max_digits=4, decimal_places=1, default=0, help_text="Off every piece, before coupons."
    )
    free_shipping = models.BooleanField(default=False)
    early_hours = models.PositiveSmallIntegerField(default=0, help_text="Drops open so many hours earlier.")

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(discount_percent__gte=0, discount_percent__lte=90), name="tier_discount"
            ),
            models.CheckConstraint(condition=models.Q(earn_multiplier__gte=0), name="tier_earns"),
        ]

    def __str__(self) -> str:
        return self.name


class TierProgramme(models.Model):
    """How tiers are counted; there is one row."""

    class Basis(models.TextChoices):
        SPEND = "spend"
        POINTS = "points"

    class Period(models.TextChoices):
        ROLLING = "rolling"  # the last `months` months
        CALENDAR = "calendar"  # the year, in the shop's time zone

    class Downgrade(models.TextChoices):
        STEP = "step"  # one tier lower
        REACHED = "reached"  # to what the figure reaches
        NEVER = "never"

    basis = models.CharField(max_length=6, choices=Basis, default=Basis.SPEND)
    period = models.CharField(max_length=8, choices=Period, default=Period.ROLLING)
    months = models.PositiveSmallIntegerField(default=12)
    keep_months = models.PositiveSmallIntegerField(
        default=12, help_text="A tier that was reached is kept so long at least."
    )
    grace_days = models.PositiveSmallIntegerField(default=30, help_text="And so long after that.")
    downgrade = models.CharField(max_length=7, choices=Downgrade, default=Downgrade.STEP)

    def __str__(self) -> str:
        return f"{self.basis}, {self.period}"


class Membership(models.Model):
    """A member in the club: their number, the tier they earned, and until when it is sure."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="membership")
    #: Ten digits, random; the member code is made of it.
    number = models.CharField(max_length=10, unique=True)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="earned_by")
    since = models.DateTimeField(db_default=Now())
    #: Until when the tier is kept whatever the figure; empty for the lowest.
    kept_until = models.DateTimeField(null=True, blank=True)
    #: The figure as last counted, what it is a sum of, and from when on.
    figure = AmountField(default=0)
    counted_as = models.CharField(
        max_length=6, choices=TierProgramme.Basis, default=TierProgramme.Basis.SPEND
    )
    counted_from = models.DateTimeField(null=True, blank=True, editable=False)
    #: Since when the tier is kept by grace alone.
    graced_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: When its end was told, once for each `kept_until`.
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["kept_until"], name="membership_kept")]

    def __str__(self) -> str:
        return f"{self.number} {self.tier_id}"


class QualifyingFact(models.Model):
    """So much counts towards the member's tier, or against it where it is negative; append-only, once for
    each reference."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="qualifying")
    #: `order:12`, `return:7`, `purchase:3`, `import:…`.
    reference = models.CharField(max_length=120, unique=True)
    spend = AmountField(default=0)
    points = models.IntegerField(default=0)
    #: When what it is about happened: a return counts against the moment of its order.
    at = models.DateTimeField()
    told_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="qualifying_of")]

    def __str__(self) -> str:
        return f"{self.spend} {self.reference}"


class TierChange(models.Model):
    """A member came into a tier; append-only."""

    class Why(models.TextChoices):
        JOINED = "joined"
        REACHED = "reached"
        LAPSED = "lapsed"
        TAKEN_BACK = "taken_back"  # by a return
        STAFF = "staff"
        IMPORTED = "imported"
        MERGED = "merged"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tier_changes")
    before = models.ForeignKey(Tier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    figure = AmountField(default=0)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class MembershipPlan(models.Model):
    """A piece whose purchase gives a tier for some time."""

    variant = models.OneToOneField(Variant, on_delete=models.PROTECT, related_name="+")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="plans")
    days = models.PositiveIntegerField(default=365)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.tier} for {self.days} days"


class PaidMembershipQuerySet(models.QuerySet["PaidMembership"]):
    def live(self) -> "PaidMembershipQuerySet":
        """Not paid back and not over, begun or to begin, by the database's clock."""
        return self.filter(revoked_at=None, ends_at__gt=Now())


class PaidMembership(models.Model):
    """A tier somebody paid for, for a period; once for each source. What follows one begins at its end."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paid_memberships"
    )
    plan = models.ForeignKey(MembershipPlan, on_delete=models.PROTECT, related_name="sold")
    #: `order-line:12:1`, the last number counting the pieces.
    source = models.CharField(max_length=120, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    #: It was paid back.
    revoked_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="Of its end.")
    #: When it was told that it ends soon.
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PaidMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="paid_membership_lasts"
            )
        ]
        indexes = [models.Index(fields=["user", "ends_at"], name="paid_membership_of")]

    def __str__(self) -> str:
        return f"{self.plan} until {self.ends_at:%Y-%m-%d}"


class NotAMember(ValueError):
    """Staff and who was erased are in no club; nothing was written."""


class NoSuchTier(LookupError):
    """No tier has this code."""
