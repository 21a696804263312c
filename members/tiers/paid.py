"""Paid memberships: a tier for some time, once for each piece that was bought."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from members.tiers import belonging, standing
from members.tiers.models import MembershipPlan, PaidMembership
from minishop import clock, events
from minishop.retries import retried


@retried
@transaction.atomic
def begin(*, user: Any, plan: MembershipPlan, source: str) -> PaidMembership | None:
    """The member has the plan's tier for its days, once for each source; nothing for staff and the erased.

    It begins when what they paid for before, of that tier or a higher one, is over.
    """
    membership = belonging.locked(user)
    known = PaidMembership.objects.filter(source=source).first()
    if known or membership is None:
        return known
    now, member, held = clock.now(), membership.user_id, standing.tier_of(membership.user_id)
    before = PaidMembership.objects.filter(user=member, plan__tier__rank__gte=plan.tier.rank).live()
    starts = max([now, *before.values_list("ends_at", flat=True)])
    span = {"starts_at": starts, "ends_at": starts + timedelta(days=plan.days)}
    row = PaidMembership.objects.create(user_id=member, plan=plan, source=source, **span)
    told: dict[str, Any] = {name: at.isoformat() for name, at in span.items()}
    events.emit("membership.begun", subject=row, member=member, tier=plan.tier.code, **told)
    if plan.tier.rank > held.rank:
        facts: dict[str, Any] = {"member": member, "tier": plan.tier.code, "before": held.code, "why": "paid"}
        events.emit("tier.reached", subject=membership, **facts)
    return row


@retried
@transaction.atomic
def revoke(*, source: str) -> None:
    """What was paid back gives no tier from now on; what was to follow it begins so much sooner."""
    row = PaidMembership.objects.filter(source=source).select_related("plan__tier").first()
    membership = belonging.locked(row.user) if row else None
    if row is None or membership is None:
        return
    if PaidMembership.objects.filter(pk=row.pk).live().update(revoked_at=Now()):
        follow_on(membership.user_id)
        facts: dict[str, Any] = {"member": membership.user_id, "tier": row.plan.tier.code, "why": "paid_back"}
        events.emit("membership.ended", subject=row, **facts)


def follow_on(member: int) -> None:
    """What has not begun begins when what is before it ends; of two that ran at once, one follows."""
    rows = PaidMembership.objects.filter(user=member).live().select_related("plan__tier")
    now = clock.now()
    done: list[PaidMembership] = []
    for row in rows.order_by("starts_at", "pk"):
        before = [each.ends_at for each in done if each.plan.tier.rank >= row.plan.tier.rank]
        if before or row.starts_at > now:
            lasts = row.ends_at - max(row.starts_at, now)
            row.starts_at = max([now, *before])
            row.ends_at = row.starts_at + lasts
            row.save(update_fields=["starts_at", "ends_at"])
        done.append(row)
