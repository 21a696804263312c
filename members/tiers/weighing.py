"""What the facts make of a membership. Everything here works on a membership whose row is locked."""

from datetime import datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

from members.tiers import periods, standing
from members.tiers.models import Membership, Tier, TierChange, TierProgramme
from minishop import clock, events

Why = TierChange.Why


def counted(membership: Membership, rules: TierProgramme, now: datetime) -> Decimal:
    """The figure of now, written down."""
    since = periods.begins(rules, now)
    membership.figure = standing.figure(membership.user_id, rules, since)
    membership.counted_as, membership.counted_from = rules.basis, since
    membership.save(update_fields=["figure", "counted_as", "counted_from"])
    return membership.figure


def reached(figure: Decimal) -> Tier:
    """The highest tier the figure reaches; the lowest is everybody's."""
    within = Tier.objects.filter(threshold__isnull=False, threshold__lte=figure)
    return within.order_by("-rank").first() or standing.base()


def rise(membership: Membership, *, why: str = Why.REACHED) -> None:
    """The member has the tier their figure reaches, if it is a higher one, and keeps what it keeps."""
    rules, now = standing.programme(), clock.now()
    target = reached(counted(membership, rules, now))
    if target.rank > membership.tier.rank:
        come_into(membership, target, why, keep_from=now, rules=rules)
    elif membership.graced_at and is_kept(membership, rules):
        keep(membership, rules)


def is_kept(membership: Membership, rules: TierProgramme) -> bool:
    """The figure reached what the tier asks, in the period that ended and the grace after it."""
    asked, kept = membership.tier.threshold, membership.kept_until
    if asked is None or kept is None:
        return kept is None
    return standing.figure(membership.user_id, rules, periods.asked(rules, kept)) >= asked


def keep(membership: Membership, rules: TierProgramme) -> None:
    """The tier is kept for another time."""
    if membership.kept_until:
        membership.kept_until = periods.kept_again(rules, membership.kept_until)
    membership.graced_at = membership.warned_at = None
    membership.save(update_fields=["kept_until", "graced_at", "warned_at"])


def fall(membership: Membership, rules: TierProgramme, now: datetime) -> None:
    """The tier lapses: one lower, or the one the figure reaches, as the programme says."""
    target = reached(counted(membership, rules, now))
    if rules.downgrade == TierProgramme.Downgrade.STEP:
        lower = Tier.objects.filter(rank__lt=membership.tier.rank, threshold__isnull=False)
        target = lower.order_by("-rank").first() or standing.base()
    come_into(membership, target, Why.LAPSED, keep_from=now, rules=rules)


def take_back(membership: Membership) -> None:
    """Who reached a tier by what went back since is in the one they would have reached without.

    Each moment a tier was reached is weighed again, and today's; what staff gave, or was left by an
    earlier lapse, stays.
    """
    rules = standing.programme()
    rows = TierChange.objects.filter(user=membership.user_id).select_related("after").order_by("-pk")
    by_figure = list(takewhile(lambda row: row.why in (Why.REACHED, Why.TAKEN_BACK), rows))
    ground = rows[len(by_figure)]
    best, since = ground.after, ground.at
    for at in [*(row.at for row in by_figure if row.why == Why.REACHED), clock.now()]:
        was = reached(standing.figure(membership.user_id, rules, periods.begins(rules, at), at))
        if was.rank > best.rank:
            best, since = was, at
    if best.rank < membership.tier.rank:
        come_into(membership, best, Why.TAKEN_BACK, keep_from=since, rules=rules)


def come_into(
    membership: Membership,
    tier: Tier,
    why: str,
    *,
    keep_from: datetime,
    rules: TierProgramme,
    actor: Any = None,
) -> None:
    """The member has the tier from now on, and the history and the events say so."""
    before = membership.tier
    if tier.pk == before.pk:
        return
    membership.tier, membership.since = tier, clock.now()
    is_lowest = not Tier.objects.filter(rank__lt=tier.rank).exists()
    membership.kept_until = None if is_lowest else periods.kept_until(rules, keep_from)
    membership.graced_at = membership.warned_at = None
    membership.save(update_fields=["tier", "since", "kept_until", "graced_at", "warned_at"])
    told = {"before": before, "after": tier, "why": why, "figure": membership.figure, "actor": actor}
    TierChange.objects.create(user_id=membership.user_id, at=membership.since, **told)
    name = "tier.reached" if tier.rank > before.rank else "tier.lapsed"
    facts: dict[str, Any] = {
        "member": membership.user_id,
        "tier": tier.code,
        "before": before.code,
        "why": why,
    }
    events.emit(name, subject=membership, actor=actor, **facts)
