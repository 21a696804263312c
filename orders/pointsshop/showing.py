"""The points shop as one person sees it: what each piece costs in points, and what is missing to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.products.models import Product
from members.points import services as points
from members.tiers import services as tiers
from minishop.money import default_currency
from orders.rewards import services as rewards
from orders.rewards.models import Reward, Why
from orders.rewards.services import Withheld


@dataclass(frozen=True)
class Shown:
    """A piece for points, and why this person can't have it now."""

    reward: Reward
    withheld: Withheld | None = None

    @property
    def href(self) -> str:
        variant = self.reward.variant
        return f"{reverse('product', args=[variant.product.handle])}?variant={variant.pk}"

    @property
    def currency(self) -> str:
        return default_currency()

    @property
    def picture(self) -> Any:
        return self.reward.variant.picture or self.reward.variant.product.cover

    @property
    def is_gone(self) -> bool:
        return not self.reward.variant.in_stock

    @property
    def why(self) -> str:
        """Why not, in words; empty where it can be had, or where one has only to sign in."""
        return because(self.withheld, self.reward) if self.withheld else ""


def because(withheld: Withheld, reward: Reward) -> str:
    """Why a piece can't be had for points now."""
    if withheld.why == Why.POINTS:
        gap = withheld.gap
        missing = ngettext("%(gap)s point is missing", "%(gap)s points are missing", gap)
        return missing % {"gap": f"{gap:,}"}
    tier = reward.tier.t.name if reward.tier else ""
    said: dict[str, str] = {
        Why.OVER: _("No longer to be had for points"),
        Why.NONE_LEFT: _("All of them are taken"),
        Why.MEMBERS: _("Sign in to use your points"),
        Why.TIER: _("From %(tier)s on") % {"tier": tier},
        Why.PER_MEMBER: ngettext("%(n)s for each member", "%(n)s for each member", reward.per_member or 1)
        % {"n": reward.per_member},
    }
    return said[withheld.why]


def offered(user: Any, free: int = 0) -> list[Shown]:
    """What there is for points now, as the person (nobody for visitors) may have it who has so many free."""
    related = ("variant__product__cover", "variant__picture", "tier")
    on_sale = Product.objects.on_sale().values("pk")
    rows = Reward.objects.open().filter(variant__is_on_sale=True, variant__product__in=on_sale)
    found = list(rows.as_of(user).select_related(*related))
    if user is None or not found:
        return [Shown(row) for row in found if rewards.refusal(row, None) != Why.NONE_LEFT]
    tier = tiers.tier_of(user)
    return [Shown(row, _judged(row, tier, free)) for row in found]


def _judged(row: Reward, tier: Any, free: int) -> Withheld | None:
    if why := rewards.refusal(row, tier):
        return Withheld(why)
    return Withheld(Why.POINTS, row.points - free) if row.points > free else None


def free(user: Any) -> int:
    """What the member can spend."""
    return points.figures(user).free


__all__: Sequence[str] = ["Shown", "because", "free", "offered"]
