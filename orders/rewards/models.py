"""The points shop: pieces whose price is points, or points and money."""

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Now

from catalog.products.models import Variant
from members.tiers.models import Tier
from minishop.money import AmountField


class RewardQuerySet(models.QuerySet["Reward"]):
    def open(self) -> "RewardQuerySet":
        """Switched on, and within their window by the database's clock."""
        return self.filter(_open())

    def as_of(self, user: Any, besides: Any = None) -> "RewardQuerySet":
        """Each with whether it `is_open`, and how many pieces the person `had` in orders that stand."""
        stand = ~models.Q(taken_in__line__order__state__in=["cancelled", "expired"])
        mine = models.Q(taken_in__line__order__user=user)
        if besides is not None:
            mine &= ~models.Q(taken_in__line__order=besides)
        had = models.Sum("taken_in__pieces", filter=stand & mine)
        is_open = models.Case(models.When(_open(), then=True), default=False)
        return self.select_related("tier").annotate(had=Coalesce(had, 0), is_open=is_open)


def _open() -> models.Q:
    begun = models.Q(starts_at=None) | models.Q(starts_at__lte=Now())
    still = models.Q(ends_at=None) | models.Q(ends_at__gt=Now())
    return begun & still & models.Q(is_on=True)


class Reward(models.Model):
    """A piece for so many points, and so much money beside them."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveIntegerField()
    cash = AmountField(default=0)
    #: In all, and for each member; empty: as many as there are.
    limit = models.PositiveIntegerField(null=True, blank=True)
    per_member = models.PositiveSmallIntegerField(null=True, blank=True, default=1)
    #: Only from this tier on.
    tier = models.ForeignKey(Tier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    #: Pieces in orders that are not over.
    taken = models.PositiveIntegerField(default=0, editable=False)

    objects = RewardQuerySet.as_manager()

    #: Of those read by `as_of`.
    had: int
    is_open: bool

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="reward_costs_points"),
            models.CheckConstraint(condition=models.Q(cash__gte=0), name="reward_cash"),
            models.CheckConstraint(
                condition=models.Q(limit=None) | models.Q(taken__lte=models.F("limit")), name="reward_within"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant} for {self.points}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What staff change leaves the counter alone: it may have moved since the form was opened."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields} - {"id", "taken"}
            kwargs["update_fields"] = names
        super().save(*args, **kwargs)


class Why(models.TextChoices):
    """Why a piece can't be had for points now."""

    OVER = "over"  # off, not begun, or ended
    NONE_LEFT = "none_left"
    MEMBERS = "members"  # nobody is signed in
    TIER = "tier"
    PER_MEMBER = "per_member"
    POINTS = "points"


class NotRewardable(Exception):
    """The piece can't be had for points now; `why` is one of `Why`, `gap` what is missing of points."""

    def __init__(self, reward: Reward, why: str, gap: int = 0) -> None:
        self.reward, self.why, self.gap = reward, why, gap
        super().__init__(f"{reward.pk}: {why}")
