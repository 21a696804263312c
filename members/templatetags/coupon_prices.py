"""What pieces cost with a coupon."""

from typing import Any

from django import template
from django.template import Context

from members.couponpages import facing
from members.couponpages.forms import new_key

register = template.Library()


@register.inclusion_tag("members/coupons/_maths.html", takes_context=True)
def coupon_price(context: Context, variant: Any, tier: Any, mine: Any) -> dict[str, Any]:
    """The piece's price with a coupon that may be claimed, and the way to it; else in the tier alone."""
    best = facing.best(variant, tier, mine)
    request = context["request"]
    is_had = bool(best and facing.had(request.user, best.coupon))
    told = {"best": best, "mine": mine, "is_had": is_had, "key": new_key(), "request": request}
    return told | {"csrf_token": context.get("csrf_token")}
