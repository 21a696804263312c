"""Points: whole numbers a member earns and spends, in lots that each expire at their own time.

Balances live in the kernel's ledger, in the unit `points`: free (`points`), not settled yet
(`points-pending`), held for an unpaid order (`points-held`), and owed (`points-debt`, never above zero:
what was taken back of points already spent). Lots say which points there are and until when.

Always: a lot's remainder is the sum of its entries, never below zero; the remainders of a member's
settled lots sum to the free balance, those of lots not settled to the pending one; whoever owes has
nothing free.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from minishop.ledger.models import Posting
from minishop.money import AmountField, CurrencyField
from minishop.translation import TranslatedModel

UNIT = "points"


class NotEnoughPoints(Exception):
    """There are fewer free points than asked for; nothing moved."""

    def __init__(self, points: int, free: int) -> None:
        self.points, self.free = points, free
        super().__init__(f"{points} of {free} points")


class PointsReferenceReused(Exception):
    """The reference stands for another number of points, or another member; nothing moved."""


class NotSpent(Exception):
    """More was to come back than was spent and is still away; nothing moved."""


class TooManyPoints(Exception):
    """More than may be given or taken at once without the right to give more."""

    def __init__(self, points: int, limit: int) -> None:
        self.points, self.limit = points, limit
        super().__init__(f"{points} is over {limit}")


class PointsNotGiven(ValueError):
    """Nothing, or points for somebody who was erased: nothing was given."""


class PointsProgramme(models.Model):
    """The rules of points from a moment on; the newest whose moment has come holds.

    What was earned keeps the end it was given: another rule changes no lot there is.
    """

    class Expiry(models.TextChoices):
        NEVER = "never"
        DAYS = "days"
        MONTH_END = "month_end"
        YEAR_END = "year_end"

    starts_at = models.DateTimeField(unique=True)
    per_unit = models.DecimalField(
        max_digits=8, decimal_places=4, default=1, help_text="Points for each unit of the currency spent."
    )
    worth = models.PositiveIntegerField(default=100, help_text="So many points pay one unit of the currency.")
    floor = models.PositiveIntegerField(default=100, help_text="Fewer points than these pay nothing.")
    cap_percent = models.PositiveSmallIntegerField(
        default=50, help_text="Points pay at most this part of an order."
    )
    expiry = models.CharField(max_length=10, choices=Expiry, default=Expiry.YEAR_END)
    #: Whole days, months or years after the one from which on they can be spent; they go at its end.
    expiry_after = models.PositiveSmallIntegerField(default=1)
    #: Points that come back after their end can be spent for so many days more.
    grace_days = models.PositiveSmallIntegerField(default=30)
    #: Members hear of what expires so many days before.
    remind_days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(worth__gt=0), name="programme_points_are_worth"),
            models.CheckConstraint(condition=models.Q(cap_percent__lte=100), name="programme_cap"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"


class PointsCampaign(TranslatedModel):
    """More points for some time: on all pieces or those of its scope, for all or some tiers."""

    translated = ("name",)

    name = models.CharField(max_length=120)
    multiplier = models.DecimalField(max_digits=4, decimal_places=2, default=2)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: until it is switched off.")
    is_on = models.BooleanField(default=True)
    products = models.ManyToManyField("catalog.Product", blank=True, related_name="+")
    collections = models.ManyToManyField("catalog.Collection", blank=True, related_name="+")
    tiers = models.ManyToManyField("members.Tier", blank=True, related_name="+")

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(multiplier__gte=1), name="campaign_never_takes")
        ]

    def __str__(self) -> str:
        return self.name


class PointsAccount(models.Model):
    """A member's points; its row is the lock that every verb of points takes first."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="points_account"
    )
    opened_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"points of {self.user_id}"


class PointsLotQuerySet(models.QuerySet["PointsLot"]):
    def pending(self) -> "PointsLotQuerySet":
        return self.filter(settled_at=None, remaining__gt=0)

    def free(self) -> "PointsLotQuerySet":
        """What can be spent, soonest to expire first."""
        rows = self.filter(settled_at__isnull=False, remaining__gt=0)
        return rows.order_by(models.F("expires_at").asc(nulls_last=True), "pk")

    def overdue(self) -> "PointsLotQuerySet":
        """Settled lots with something left whose end has come by the database's clock."""
        return self.filter(settled_at__isnull=False, remaining__gt=0, expires_at__lte=Now())


class PointsLot(models.Model):
    """Points earned at once, from one source; earned once for each kind and source."""

    class Kind(models.TextChoices):
        ORDER = "order"
        PURCHASE = "purchase"  # in a house
        ACTIVITY = "activity"
        CHECK_IN = "check_in"
        OCCASION = "occasion"
        GRANT = "grant"  # by staff
        IMPORT = "import"
        REFERRAL = "referral"

    account = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="lots")
    kind = models.CharField(max_length=12, choices=Kind)
    #: What it was earned by, such as `order:12`.
    source = models.CharField(max_length=120)
    earned = models.PositiveIntegerField()
    remaining = models.PositiveIntegerField()
    earned_at = models.DateTimeField(db_default=Now(), editable=False)
    #: When they can be spent; empty while that is open (the return window has not begun to run).
    settles_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    #: Empty: never, or not settled yet.
    expires_at = models.DateTimeField(null=True, blank=True)
    #: What the member reads of it, beside what its source says.
    words = models.CharField(max_length=200, blank=True, default="")
    #: The member was told that it will expire.
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = PointsLotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source"], name="points_earned_once"),
            models.CheckConstraint(
                condition=models.Q(remaining__lte=models.F("earned")), name="points_lot_within"
            ),
            models.CheckConstraint(condition=models.Q(earned__gt=0), name="points_lot_positive"),
        ]
        indexes = [
            models.Index(
                fields=["account", "expires_at"], name="points_lot_left", condition=models.Q(remaining__gt=0)
            ),
            models.Index(
                fields=["expires_at", "account"],
                name="points_lot_ends",
                condition=models.Q(remaining__gt=0, settled_at__isnull=False),
            ),
            models.Index(
                fields=["settles_at"],
                name="points_lot_settles",
                condition=models.Q(remaining__gt=0, settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remaining} of {self.earned}"


class LotEntry(models.Model):
    """What one posting did to a lot; append-only. A lot's entries sum to its remainder."""

    class Kind(models.TextChoices):
        EARNED = "earned"
        USED = "used"  # held or spent
        BACK = "back"  # released, or given back
        EXPIRED = "expired"
        REVERSED = "reversed"
        OWED = "owed"  # paid what the member owed

    lot = models.ForeignKey(PointsLot, on_delete=models.PROTECT, related_name="entries")
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    amount = models.IntegerField()
    #: The entry a `back` undoes.
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "posting", "kind", "undoes"], nulls_distinct=False, name="lot_entry_once"
            ),
            models.CheckConstraint(condition=~models.Q(amount=0), name="lot_entry_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} of lot {self.lot_id}"


class PointsSpend(models.Model):
    """One use of points: held, then spent or released; what of it went back is counted.

    `amount` is what the points paid where they paid like money, and empty where they were a price.
    """

    class State(models.TextChoices):
        HELD = "held"
        SPENT = "spent"
        RELEASED = "released"

    STARTS = {"state": [State.HELD, State.SPENT]}
    MOVES = {"state": {State.HELD: {State.SPENT, State.RELEASED}}}

    account = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="spends")
    #: Names this use; used once.
    reference = models.CharField(max_length=120, unique=True)
    points = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)
    amount = AmountField(null=True, blank=True)
    returned_amount = AmountField(default=0)
    currency = CurrencyField()
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="points_spend_positive"),
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("points")), name="points_spend_returned"
            ),
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(returned_amount__lte=models.F("amount")),
                name="points_spend_returned_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} for {self.reference}"


class PointsGrant(models.Model):
    """Points that staff gave a member, or took where they are negative; once for each key."""

    class Reason(models.TextChoices):
        GOODWILL = "goodwill"
        CORRECTION = "correction"
        CAMPAIGN = "campaign"
        PURCHASE = "purchase"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="points_grants")
    points = models.IntegerField()
    reason = models.CharField(max_length=12, choices=Reason)
    #: What the member reads beside it.
    note = models.CharField(max_length=200, blank=True, default="")
    key = models.CharField(max_length=80, unique=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(points=0), name="points_grant_not_zero")]
        permissions = [("grant_many_points", "Can give points over the limit")]

    def __str__(self) -> str:
        return f"{self.points:+}"
