"""What the coupons' pages show."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import ngettext

from members.accounts.models import User
from members.coupongifts import services as coupongifts
from members.couponpages import tickets
from members.couponpages.forms import CodeForm, new_key
from members.couponpages.tickets import Ticket
from members.coupons import words
from members.coupons.models import Coupon, IssuedCoupon
from members.points import services as points
from members.tiers import services as tiers

State = IssuedCoupon.State
#: So many of those that are over are listed.
LATEST = 50


def yours(user: User, of: str) -> dict[str, Any]:
    """One's own coupons of a kind: those one has, "used", or "ended"."""
    of = of if of in {"used", "ended"} else ""
    found = {"": having, "used": used, "ended": ended}[of](user)
    told = {"of": of, "form": CodeForm(), **counts(user)}
    if of:
        return told | {"tickets": tickets.of_issued(found[:LATEST])}
    return told | sorted_out(tickets.of_issued(found))


def sorted_out(found: list[Ticket]) -> dict[str, list[Ticket]]:
    """Ready ones, those that begin later, those offered to a friend, those an unpaid order has."""
    ready = [one for one in found if _state(one) == State.READY]
    return {
        "ready": [one for one in ready if not one.is_later],
        "later": [one for one in ready if one.is_later],
        "offered": [one for one in found if _state(one) == State.OFFERED],
        "reserved": [one for one in found if _state(one) == State.RESERVED],
    }


def _state(ticket: Ticket) -> str:
    assert ticket.issued is not None
    return ticket.issued.state


def having(user: User) -> QuerySet[IssuedCoupon]:
    """What the member has; those that end first stand first."""
    held = IssuedCoupon.objects.filter(user=user, state__in=[State.READY, State.OFFERED, State.RESERVED])
    return held.exclude(_over()).order_by("ends_at", "pk")


def used(user: User) -> QuerySet[IssuedCoupon]:
    return IssuedCoupon.objects.filter(user=user, state=State.USED).order_by("-used_at", "-pk")


def ended(user: User) -> QuerySet[IssuedCoupon]:
    over = Q(state__in=[State.EXPIRED, State.REVOKED]) | _over()
    return IssuedCoupon.objects.filter(over, user=user).order_by("-ends_at", "-pk")


def _over() -> Q:
    """Its time is over, whether the sweep came by already or not."""
    return Q(state=State.READY, ends_at__lte=Now())


def counts(user: Any) -> dict[str, Any]:
    """The figures on the tabs."""
    mine = having(user).count() if user.is_authenticated else 0
    return {"mine": mine, "to_claim": to_claim(user).count()}


def to_claim(user: Any) -> QuerySet[Coupon]:
    """Offers in the claim centre that this person may still have; a guest sees them all."""
    open_ones = Coupon.objects.open().filter(way__in=[Coupon.Way.CLAIM, Coupon.Way.POINTS])
    if not user.is_authenticated:
        return open_ones
    return open_ones.exclude(pk__in=had_enough(user))


def had_enough(user: User) -> QuerySet[Any]:
    """Coupons of which the member has had as many as one may."""
    full = Coupon.objects.filter(holders__user=user, holders__claimed__gte=F("per_member"))
    return full.values("pk")


def centre(user: Any) -> dict[str, Any]:
    """What there is to claim or to have for points, and why this person can't have some of it."""
    found = tickets.of_offers(to_claim(user).order_by("points_price", "-priority", "-pk"))
    free = points.figures(user).free if user.is_authenticated and _for_points(found) else None
    if user.is_authenticated:
        _explain(found, user, free or 0)
    told = {"claimable": [one for one in found if one.coupon.way == Coupon.Way.CLAIM]}
    return told | counts(user) | {"key": new_key(), "points": free, "for_points": _for_points(found)}


def _for_points(found: list[Ticket]) -> list[Ticket]:
    return [one for one in found if one.coupon.way == Coupon.Way.POINTS]


def _explain(found: list[Ticket], user: User, free: int) -> None:
    """What this person can't have says why: it is another tier's, or costs more points than there are."""
    tier = tiers.tier_of(user).pk if any(one.coupon.tiers.all() for one in found) else None
    for one in found:
        wanted = {of.pk for of in one.coupon.tiers.all()}
        gap = (one.coupon.points_price or 0) - free
        if wanted and tier not in wanted:
            one.why = words.refusal("tier")
        elif one.coupon.way == Coupon.Way.POINTS and gap > 0:
            said = ngettext("%(gap)s point more and it is yours", "%(gap)s points more and it is yours", gap)
            one.why = said % {"gap": f"{gap:,}"}


def gift(secret: str, user: Any) -> dict[str, Any]:
    """What a link gives and from whom; nothing where it gives nothing any more."""
    found = coupongifts.open_gift(secret)
    if found is None:
        return {"ticket": None}
    shown = tickets.of_issued(IssuedCoupon.objects.filter(pk=found.issued_id))
    is_own = user.is_authenticated and user.pk == found.giver_id
    return {"ticket": shown[0], "giver": found.giver.name.split(" ")[0], "is_own": is_own}
