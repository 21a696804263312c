"""The points shop's rules: who may have which piece, and how many are taken.

Always: taken counts the pieces in orders that are neither cancelled nor expired, and stays within the
limit by the row's own condition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from members.points import services as points
from orders.rewards.models import NotRewardable, Reward, Why

__all__ = ["Wanted", "Withheld", "give_up", "take", "withheld"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many pieces that somebody wants for points."""

    key: int
    reward: Reward
    quantity: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why they can't be had now, and how many points are missing."""

    why: str
    gap: int = 0


def withheld(*, user: Any, tier: Any, wanted: Iterable[Wanted]) -> dict[int, Withheld]:
    """What can't be had, by key; earlier ones have the first claim on points and on what is left."""
    rows = list(wanted)
    if not rows:
        return {}
    if user is None:
        return {row.key: Withheld(Why.MEMBERS) for row in rows}
    now = {one.pk: one for one in Reward.objects.filter(pk__in={row.reward.pk for row in rows}).as_of(user)}
    free, counted, found = points.figures(user).free, dict.fromkeys(now, 0), {}
    for row in rows:
        reward = now[row.reward.pk]
        pieces, cost = counted[reward.pk] + row.quantity, reward.points * row.quantity
        if why := refusal(reward, tier, pieces):
            found[row.key] = Withheld(why)
        elif cost > free:
            found[row.key] = Withheld(Why.POINTS, cost - free)
        else:
            free, counted[reward.pk] = free - cost, pieces
    return found


def refusal(reward: Reward, tier: Any, pieces: int = 1) -> str:
    """Why so many more pieces can't be had by whom it was read for, whatever their points; or nothing."""
    if not reward.is_open:
        return Why.OVER
    if reward.limit is not None and reward.taken + pieces > reward.limit:
        return Why.NONE_LEFT
    if reward.tier is not None and (tier is None or tier.rank < reward.tier.rank):
        return Why.TIER
    if reward.per_member is not None and reward.had + pieces > reward.per_member:
        return Why.PER_MEMBER
    return ""


def take(*, user: Any, pieces: Mapping[int, int], besides: Any = None) -> None:
    """So many pieces of each reward are taken; call it under the lock of the member's points account.

    What the order `besides` has of them does not count against the member.

    Raises:
        NotRewardable: it is over, none is left, or the member had as many as one may.
    """
    for pk in sorted(pieces):
        wanted = pieces[pk]
        reward = Reward.objects.as_of(user, besides=besides).get(pk=pk)
        if reward.per_member is not None and reward.had + wanted > reward.per_member:
            raise NotRewardable(reward, Why.PER_MEMBER)
        if Reward.objects.open().filter(_room(wanted), pk=pk).update(taken=F("taken") + wanted) != 1:
            raise NotRewardable(reward, Why.NONE_LEFT if reward.is_open else Why.OVER)


def _room(wanted: int) -> Q:
    """So many more are within the limit."""
    return Q(limit=None) | Q(limit__gte=F("taken") + wanted)


def give_up(*, pieces: Mapping[int, int]) -> None:
    """So many pieces of each reward can be had by others."""
    for pk in sorted(pieces):
        Reward.objects.filter(pk=pk).update(taken=F("taken") - pieces[pk])
