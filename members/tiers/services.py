"""Verbs of tiers: join, count, place, begin and revoke a paid membership, sweep; and where somebody stands.

A member's Membership row is the lock of every verb here. A fact is written once for each reference, and
the tier is weighed in the same transaction. Staff and who was erased are in no club; whoever was joined
into another account is that one.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from members.tiers import belonging, standing, weighing
from members.tiers.lapsing import sweep
from members.tiers.models import Membership, NoSuchTier, NotAMember, QualifyingFact, Tier, TierChange
from members.tiers.paid import begin, revoke
from members.tiers.standing import Standing, base, programme, tier_of
from minishop import clock
from minishop.money import ZERO
from minishop.retries import retried

__all__ = [
    "Standing",
    "base",
    "begin",
    "count",
    "history",
    "join",
    "named",
    "of",
    "place",
    "programme",
    "revoke",
    "sweep",
    "tier_of",
]


def of(user: Any) -> Standing:
    """Where the member stands now; whoever was in no club yet is from now on, staff only in looks."""
    member = standing.someone(user)
    if member is None:
        return standing.stand(Membership(user=user, tier=base(), joined_at=clock.now()))
    known = Membership.objects.select_related("tier").filter(user=member).first()
    return standing.stand(known or join(user=member))


def history(user: Any) -> models.QuerySet[TierChange]:
    """What tiers the member came into, the latest first."""
    return TierChange.objects.filter(user=user).select_related("before", "after")


def named(code: str) -> Tier:
    """The tier of this code.

    Raises:
        NoSuchTier: there is none.
    """
    if row := Tier.objects.filter(code=code).first():
        return row
    raise NoSuchTier(code)


@retried
@transaction.atomic
def join(*, user: Any) -> Membership:
    """The person is in the club, under a number of their own, in the tier that is everybody's.

    Raises:
        NotAMember: they work here, or were erased.
    """
    member = standing.someone(user)
    if member is None:
        raise NotAMember(user.pk)
    return belonging.membership(member.pk)


@retried
@transaction.atomic
def count(
    *,
    user: Any,
    reference: str,
    spend: Decimal = ZERO,
    points: int = 0,
    at: datetime,
    why: str = TierChange.Why.REACHED,
) -> QualifyingFact | None:
    """So much counts towards the member's tier, once for each reference; their tier is weighed with it.

    Up at once. Down only where it counts against them and the tier was reached by what it takes away.
    Nothing is counted for staff and who was erased.
    """
    membership = belonging.locked(user)
    if membership is None:
        return QualifyingFact.objects.filter(reference=reference).first()
    told = {"user_id": membership.user_id, "spend": spend, "points": points, "at": at}
    fact, is_new = QualifyingFact.objects.get_or_create(reference=reference, defaults=told)
    if is_new:
        weighing.rise(membership, why=why)
        if spend < 0 or points < 0:
            weighing.take_back(membership)
    return fact


@retried
@transaction.atomic
def place(
    *,
    user: Any,
    tier: Tier,
    actor: Any = None,
    why: str = TierChange.Why.STAFF,
    until: datetime | None = None,
) -> Membership:
    """The member has this tier, whatever their figure, for as long as a tier is kept, or until then.

    Raises:
        NotAMember: they work here, or were erased.
    """
    membership = belonging.locked(user)
    if membership is None:
        raise NotAMember(user.pk)
    weighing.come_into(membership, tier, why, keep_from=clock.now(), rules=programme(), actor=actor)
    if until and membership.kept_until != until:
        membership.kept_until = until
        membership.save(update_fields=["kept_until"])
    return membership
