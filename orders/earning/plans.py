"""Pieces whose purchase gives a tier for some time: each begins when its order is paid, and ends with its
money."""

from members.tiers import services as tiers
from members.tiers.models import MembershipPlan
from orders.earning import refunded
from orders.orders.models import Order, OrderLine


def begin(order: Order) -> None:
    """Each piece of a plan gives its member the plan's time."""
    for line, plan in _sold(order):
        for number in range(1, line.quantity + 1):
            tiers.begin(user=order.user, plan=plan, source=_source(line, number))


def revoke(order: Order) -> None:
    """Pieces that were paid back give nothing any more, the last ones first; of a cancelled order none does,
    whether they cost money or not."""
    rows = _sold(order, is_on=None)
    if not rows:
        return
    whole, back, pieces = refunded.nets(order), refunded.goods(order), refunded.pieces(order)
    for line, _plan in rows:
        is_gone = order.state == Order.State.CANCELLED or 0 < whole[line.pk] <= back[line.pk]
        count = line.quantity if is_gone else pieces.get(line.pk, 0)
        for number in range(line.quantity, line.quantity - count, -1):
            tiers.revoke(source=_source(line, number))


def _sold(order: Order, is_on: bool | None = True) -> list[tuple[OrderLine, MembershipPlan]]:
    plans = MembershipPlan.objects.filter(variant__in=order.lines.values("variant"))
    if is_on is not None:
        plans = plans.filter(is_on=is_on)
    found = {plan.variant_id: plan for plan in plans}
    if not found:
        return []
    return [(line, found[line.variant_id]) for line in order.lines.filter(variant__in=found)]


def _source(line: OrderLine, number: int) -> str:
    return f"order-line:{line.pk}:{number}"
