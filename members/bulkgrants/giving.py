"""How each kind of gift is given, by the verb of the feature it belongs to, and what that may refuse."""

from typing import Any

from members.accounts.models import User
from members.bulkgrants.models import BulkGrant
from members.coupons import services as coupons
from members.coupons.models import NotClaimable
from members.lots.models import NotEnoughPoints, PointsNotGiven, PointsReferenceReused, TooManyPoints
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import NotAMember, TierChange

Kind = BulkGrant.Kind
REFUSALS = (NotEnoughPoints, TooManyPoints, PointsNotGiven, PointsReferenceReused, NotClaimable, NotAMember)
WHY = {
    NotEnoughPoints: "too-few",
    TooManyPoints: "too-many",
    PointsNotGiven: "not-given",
    PointsReferenceReused: "reused",
    NotAMember: "closed",
}


def give(grant: BulkGrant, user: User, key: str) -> str:
    """The member has it, once for the key; answers why nothing was to be given, or nothing."""
    return GIVE[Kind(grant.kind)](grant, user, key)


def reason(problem: Any) -> str:
    """The refusal as a row keeps it."""
    return f"coupon:{problem.why}" if isinstance(problem, NotClaimable) else WHY[type(problem)]


def _points(grant: BulkGrant, user: User, key: str) -> str:
    told: dict[str, Any] = {"reason": grant.reason, "note": grant.note, "actor": grant.actor}
    assert grant.points
    points.grant(user=user, points=grant.points, key=key, **told)
    return ""


def _coupon(grant: BulkGrant, user: User, key: str) -> str:
    assert grant.coupon
    coupons.issue(coupon=grant.coupon, user=user, source=key, actor=grant.actor)
    return ""


def _tier(grant: BulkGrant, user: User, key: str) -> str:
    assert grant.tier
    if tiers.of(user).membership.tier_id == grant.tier_id:
        return "has-it"
    tiers.place(user=user, tier=grant.tier, actor=grant.actor, why=TierChange.Why.STAFF)
    return ""


GIVE = {Kind.POINTS: _points, Kind.COUPON: _coupon, Kind.TIER: _tier}
