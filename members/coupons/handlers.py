"""Coupons that are issued by themselves: to whoever joins, and to whoever comes into a tier."""

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon
from members.tiers.models import Tier
from minishop import events
from minishop.events.models import Event

Trigger = Coupon.Trigger


@events.on("membership.joined")
def welcome(event: Event) -> None:
    user = User.objects.get(pk=event.data["member"])
    coupons.issue_by(trigger=Trigger.JOINED, user=user, source=f"joined:{user.pk}")


@events.on("tier.reached")
def congratulate(event: Event) -> None:
    """Once for each tier and member, however often they come into it."""
    user = User.objects.get(pk=event.data["member"])
    tier = Tier.objects.filter(code=event.data["tier"]).first()
    if tier:
        coupons.issue_by(trigger=Trigger.TIER, user=user, source=f"tier:{tier.pk}:{user.pk}", tier=tier)
