"""Why a piece in the bag can't be had for points now."""

from django import template

from orders.carts.parcels import BagLine
from orders.pointsshop.showing import because

register = template.Library()


@register.filter
def not_for_points(line: BagLine) -> str:
    reward = line.line.reward
    return because(line.withheld, reward) if line.withheld and reward else ""
