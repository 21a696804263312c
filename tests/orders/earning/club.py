"""Orders that earn: a point for each yuan unless said otherwise."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from members.accounts.models import User
from members.points import services as points
from orders.earning import services as earning
from orders.earning.models import OrderEarning
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import Piece
from tests import factories

KEYS = iter(range(10_000))


def bought(*, pieces: int = 1, user: User | None = None, **fields: Any) -> Order:
    """A member's paid order of so many pieces of ¥238, and what it earned."""
    order = factories.order(user=user or factories.member(), pieces=pieces, **fields)
    earning.earn(order=order)
    return order


def paid_back(order: Order, quantity: int = 1, **told: Any) -> Return:
    """So many pieces, which have not left, went back and their money with them."""
    told = {"kind": "refund", "reason": "changed_mind", "key": f"k{next(KEYS)}"} | told
    row = returns.ask(order=order, pieces=[Piece(order.lines.get(), quantity)], **told)
    earning.take_back(order=order)
    return row


def arrived(order: Order, days: int = 8) -> Order:
    """Its pieces came so many days ago, and it is over."""
    order.fulfilments.update(state="done", done_at=timezone.now() - timedelta(days=days))
    lifecycle.complete(order=order)
    return factories.fresh(order)


def kept(order: Order) -> tuple[int, int]:
    """What it earned, and what of it was taken back."""
    return OrderEarning.objects.values_list("points", "reversed").get(order=order)


def figures(user: User) -> tuple[int, int, int]:
    """Free, on the way, owed."""
    found = points.figures(user)
    return found.free, found.pending, found.owed
