"""Verbs of tiers: join, count, place, begin and revoke a paid membership; and where somebody stands.

A member's Membership row is the lock of every verb here. A fact is written once for each reference, and
the tier is weighed in the same transaction. Staff and who was erased are in no club; whoever was joined
into another account is that one.
"""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now

from members.tiers import standing, weighing
from members.tiers.lapsing import sweep
from members.tiers.models import (
    Membership,
    MembershipPlan,
    NotAMember,
    PaidMembership,
    QualifyingFact,
    Tier,
    TierChange,
)
from members.tiers.standing import Standing, base, programme, tier_of
from minishop import clock, events
from minishop.money import ZERO
from minishop.retries import retried

__all__ = [
    "Standing",
    "base",
    "begin",
    "count",
    "history",
    "join",
    "of",
    "place",
    "programme",
    "revoke",
    "sweep",
    "tier_of",
]

DIGITS = 10


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
    return _membership(member.pk)


def of(user: Any) -> Standing:
    """Where the member stands now; whoever was in no club yet is from now on, staff only in looks."""
    member = standing.someone(user)
    if member is None:
        return standing.stand(Membership(user=user, tier=base()))
    known = Membership.objects.select_related("tier").filter(user=member).first()
    return standing.stand(known or join(user=member))


def history(user: Any) -> models.QuerySet[TierChange]:
    """What tiers the member came into, the latest first."""
    return TierChange.objects.filter(user=user).select_related("before", "after")


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
    membership = _locked(user)
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
    membership = _locked(user)
    if membership is None:
        raise NotAMember(user.pk)
    weighing.come_into(membership, tier, why, keep_from=clock.now(), rules=programme(), actor=actor)
    if until and membership.kept_until != until:
        membership.kept_until = until
        membership.save(update_fields=["kept_until"])
    return membership


@retried
@transaction.atomic
def begin(*, user: Any, plan: MembershipPlan, source: str) -> PaidMembership | None:
    """The member has the plan's tier for its days, once for each source; nothing for staff and the erased.

    It begins when what they paid for before, of that tier or a higher one, is over.
    """
    membership = _locked(user)
    known = PaidMembership.objects.filter(source=source).first()
    if known or membership is None:
        return known
    now, member, held = clock.now(), membership.user_id, tier_of(user)
    before = PaidMembership.objects.filter(user=member, plan__tier__rank__gte=plan.tier.rank).live()
    starts = max([now, *before.values_list("ends_at", flat=True)])
    ends = starts + timedelta(days=plan.days)
    row = PaidMembership.objects.create(
        user_id=member, plan=plan, source=source, starts_at=starts, ends_at=ends
    )
    told = {
        "member": member,
        "tier": plan.tier.code,
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat(),
    }
    events.emit("membership.begun", subject=row, **told)
    if plan.tier.rank > held.rank:
        facts = {"member": member, "tier": plan.tier.code, "before": held.code, "why": "paid"}
        events.emit("tier.reached", subject=membership, **facts)
    return row


@retried
@transaction.atomic
def revoke(*, source: str) -> None:
    """What was paid back gives no tier from now on; what was to follow it begins so much sooner."""
    row = PaidMembership.objects.filter(source=source).first()
    membership = _locked(row.user) if row else None
    if row is None or membership is None:
        return
    if PaidMembership.objects.filter(pk=row.pk).live().update(revoked_at=Now()):
        _close_up(membership.user_id)
        facts = {"member": membership.user_id, "tier": row.plan.tier.code, "why": "paid_back"}
        events.emit("membership.ended", subject=row, **facts)


def _close_up(member: int) -> None:
    """What has not begun begins when what is before it ends."""
    rows = PaidMembership.objects.filter(user=member).live().select_related("plan__tier")
    done: list[PaidMembership] = []
    now = clock.now()
    for row in rows.order_by("starts_at", "pk"):
        if row.starts_at > now:
            lasts = row.ends_at - row.starts_at
            before = [each.ends_at for each in done if each.plan.tier.rank >= row.plan.tier.rank]
            row.starts_at = max([now, *before])
            row.ends_at = row.starts_at + lasts
            row.save(update_fields=["starts_at", "ends_at"])
        done.append(row)


def _locked(user: Any) -> Membership | None:
    """The member's own membership under its lock, made where there is none; none for staff and the erased."""
    member = standing.someone(user)
    if member is None:
        return None
    pk = _membership(member.pk).pk
    row = Membership.objects.select_for_update(of=("self",)).select_related("tier").get(pk=pk)
    # While we waited, the account may have become another's, or nobody's.
    now = standing.someone(member)
    return row if now is not None and now.pk == row.user_id else _locked(member)


def _membership(member: int) -> Membership:
    """The row, made once: who makes it tells that somebody joined."""
    if known := Membership.objects.select_related("tier").filter(user=member).first():
        return known
    lowest = base()
    for _try in range(5):
        number = str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))
        try:
            with transaction.atomic():
                row, is_new = Membership.objects.get_or_create(
                    user_id=member, defaults={"number": number, "tier": lowest}
                )
        except IntegrityError:
            continue
        if is_new:
            TierChange.objects.create(user_id=member, after=lowest, why=TierChange.Why.JOINED)
            events.emit("membership.joined", subject=row, member=member)
        return row
    raise RuntimeError("no free number for a membership")
