"""A club of four tiers, and what happened in it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from members.accounts.models import User
from members.tiers import services as tiers
from members.tiers.models import Membership, Tier, TierChange, TierProgramme
from tests import factories


def four(**programme: Any) -> dict[str, Tier]:
    """Moon is everybody's, Sand is reached by 3,000, Brass by 8,000; Ink is given."""
    TierProgramme.objects.create(**programme)
    rows = [("moon", 0, 0), ("sand", 10, 3000), ("brass", 20, 8000), ("ink", 30, None)]
    return {
        code: Tier.objects.create(code=code, name=code.title(), rank=rank, threshold=threshold, look=code)
        for code, rank, threshold in rows
    }


def bought(user: User, amount: int | str, *, days_ago: float = 0, at: datetime | None = None) -> str:
    """So much was bought then; returns the reference of it."""
    reference = f"order:{next(factories._numbers)}"
    at = at or timezone.now() - timedelta(days=days_ago)
    tiers.count(user=user, reference=reference, spend=Decimal(amount), at=at)
    return reference


def given_back(user: User, amount: int | str, *, days_ago: float = 0) -> None:
    """So much of what was bought then went back."""
    bought(user, -Decimal(amount), days_ago=days_ago)


def tier(user: User) -> str:
    return tiers.tier_of(user).code


def path(user: User) -> list[tuple[str, str]]:
    """What tiers they came into, the first first, and why."""
    rows = TierChange.objects.filter(user=user).order_by("pk").values_list("after__code", "why")
    return list(rows)


def age(user: User, days: float) -> Membership:
    """So many days pass over the member's tier; the facts stay where they are."""
    row = Membership.objects.get(user=user)
    past = timedelta(days=days)
    for name in ("kept_until", "graced_at", "warned_at"):
        if value := getattr(row, name):
            setattr(row, name, value - past)
    row.save()
    return row
