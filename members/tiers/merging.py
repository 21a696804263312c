"""Two memberships become one: what was bought under both counts, and the higher tier stays.

Facts and history are append-only: the account that stays gets facts of its own, `merged:` and the number
of the other's; the closed account keeps its own history.
"""

from typing import Any

from members.tiers import belonging, paid, standing, weighing
from members.tiers.models import Membership, PaidMembership, QualifyingFact, TierChange
from minishop import clock
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    mine, theirs = _both(kept, gone)
    facts = QualifyingFact.objects.filter(user=gone).values_list("pk", "spend", "points", "at")
    QualifyingFact.objects.bulk_create(
        QualifyingFact(user=kept, reference=f"merged:{pk}", spend=spend, points=points, at=at)
        for pk, spend, points, at in facts
    )
    PaidMembership.objects.filter(user=gone).update(user=kept)
    paid.follow_on(kept.pk)
    _higher(mine, theirs)
    weighing.rise(mine, why=TierChange.Why.MERGED)


def _both(kept: Any, gone: Any) -> list[Membership]:
    """Both rows, made where there is none, locked in the order of their numbers."""
    pks = [belonging.membership(one.pk).pk for one in (kept, gone)]
    rows = {pk: belonging.hold(pk) for pk in sorted(pks)}
    return [rows[pk] for pk in pks]


def _higher(mine: Membership, theirs: Membership) -> None:
    """The higher tier stays, and of two equal ends the later."""
    if theirs.tier.rank > mine.tier.rank:
        rules, now = standing.programme(), clock.now()
        weighing.come_into(mine, theirs.tier, TierChange.Why.MERGED, keep_from=now, rules=rules)
        mine.kept_until = theirs.kept_until
    elif theirs.tier_id == mine.tier_id and mine.kept_until and theirs.kept_until:
        mine.kept_until = max(mine.kept_until, theirs.kept_until)
    mine.joined_at = min(mine.joined_at, theirs.joined_at)
    mine.save(update_fields=["kept_until", "joined_at"])


moves.add("tiers", move)
