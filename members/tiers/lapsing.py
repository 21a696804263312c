"""What time does to tiers: they are warned of, kept, given grace, and lapse; paid ones end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from members.tiers import belonging, standing, weighing
from members.tiers.models import Membership, PaidMembership, TierProgramme
from minishop import clock, events, schedule
from minishop.retries import retried

#: Members hear so long before that a tier lapses or a paid membership ends.
AHEAD = timedelta(days=30)
MANY = 500


def sweep(limit: int = MANY) -> int:
    """Of what is due so many were dealt with, each in a transaction of its own; how many they were."""
    lapses = standing.programme().downgrade != TierProgramme.Downgrade.NEVER
    done = 0
    if lapses:
        done += _each(_pks(_due(), limit), _weigh)
        done += _each(_pks(_unwarned(), limit), _warn)
    done += _each(_pks(_over(), limit), _end)
    return done + _each(_pks(_ending(), limit), _warn_paid)


def _each(pks: list[int], verb: Callable[[int], bool]) -> int:
    return schedule.each(pks, verb, "tiers.sweep_failed")


def _pks(rows: QuerySet, limit: int) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def _due() -> QuerySet[Membership]:
    """Those whose time has come, and those whose grace is over."""
    grace = timedelta(days=standing.programme().grace_days)
    past = Membership.objects.filter(kept_until__lte=Now(), user__erased_at=None, user__merged_into=None)
    return past.filter(graced_at=None) | past.filter(graced_at__lte=Now() - grace)


def _unwarned() -> QuerySet[Membership]:
    soon = Membership.objects.filter(kept_until__lte=Now() + AHEAD, warned_at=None)
    return soon.filter(user__erased_at=None, user__merged_into=None)


def _over() -> QuerySet[PaidMembership]:
    return PaidMembership.objects.filter(ends_at__lte=Now(), revoked_at=None, told_at=None)


def _ending() -> QuerySet[PaidMembership]:
    soon = PaidMembership.objects.filter(ends_at__lte=Now() + AHEAD, warned_at=None)
    return soon.live().filter(starts_at__lte=Now())


@retried
@transaction.atomic
def _weigh(pk: int) -> bool:
    """The tier is kept for another time, kept by grace, or lapsed."""
    row = belonging.hold(pk)
    if not _due().filter(pk=pk).exists():
        return False
    rules, now = standing.programme(), clock.now()
    if weighing.is_kept(row, rules):
        weighing.keep(row, rules)
    elif row.graced_at is None and rules.grace_days:
        row.graced_at = now
        row.save(update_fields=["graced_at"])
    else:
        weighing.fall(row, rules, now)
    return True


@retried
@transaction.atomic
def _warn(pk: int) -> bool:
    """Who would lose the tier as things are hears of it, once for each of its ends."""
    row = belonging.hold(pk)
    if not _unwarned().filter(pk=pk).exists():
        return False
    row.warned_at = clock.now()
    row.save(update_fields=["warned_at"])
    rules = standing.programme()
    if row.kept_until and not weighing.is_kept(row, rules):
        ends = row.kept_until
        events.emit(
            "tier.ending", subject=row, member=row.user_id, tier=row.tier.code, ends_at=ends.isoformat()
        )
    return True


@retried
@transaction.atomic
def _end(pk: int) -> bool:
    """A paid membership that is over is told of, once."""
    row = PaidMembership.objects.select_for_update().get(pk=pk)
    if not _over().filter(pk=pk).update(told_at=Now()):
        return False
    facts: dict[str, Any] = {"member": row.user_id, "tier": row.plan.tier.code, "why": "over"}
    events.emit("membership.ended", subject=row, **facts)
    return True


@retried
@transaction.atomic
def _warn_paid(pk: int) -> bool:
    """A paid membership that ends soon, and that none follows, is told of, once."""
    if not _ending().filter(pk=pk).update(warned_at=Now()):
        return False
    row = PaidMembership.objects.select_related("plan__tier").get(pk=pk)
    follow = PaidMembership.objects.filter(user=row.user_id, plan__tier__rank__gte=row.plan.tier.rank)
    if not follow.live().filter(ends_at__gt=row.ends_at).exists():
        facts: dict[str, Any] = {
            "member": row.user_id,
            "tier": row.plan.tier.code,
            "ends_at": row.ends_at.isoformat(),
        }
        events.emit("membership.ending", subject=row, **facts)
    return True
