"""Whose texts of the club may be brought as a table."""

from typing import Any

from catalog.shelf import services as shelf
from members.activities.models import Activity
from members.coupons.models import Coupon
from members.lots.models import PointsCampaign
from members.occasions.models import Occasion
from members.tiers.models import Tier
from minishop.wording.registry import Wording, word


def _keep(row: Any, _actor: Any) -> None:
    row.save(update_fields=["translations"])
    shelf.changed()


word(Wording("tier", Tier, _keep, key="code"))
word(Wording("activity", Activity, _keep, key="code"))
word(Wording("coupon", Coupon, _keep, key="pk"))
word(Wording("campaign", PointsCampaign, _keep, key="pk"))
word(Wording("occasion", Occasion, _keep, key="pk"))
