"""Earlier orders of a guest who is a member now: theirs by a tap, and only by an address they have proven."""

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from members.accounts import services as accounts
from members.accounts.models import User
from minishop import events
from orders.orders.models import Order, OrderQuerySet


def open_to(request: HttpRequest) -> OrderQuerySet:
    """Orders without an account that were placed with an address this session has proven by a code."""
    proven = request.session.get(accounts.PROVEN, []) if request.user.is_authenticated else []
    same = Q(contact_phone__in=proven) | Q(contact_email__in=proven)
    return Order.objects.filter(same, user=None) if proven else Order.objects.none()


@transaction.atomic
def claim(*, user: User, orders: OrderQuerySet) -> int:
    """These orders are the member's, but for those that became somebody's meanwhile; how many joined.

    Raises:
        Closed: the account is.
    """
    accounts.hold(user)
    rows = list(orders.filter(user=None).select_for_update().order_by("pk"))
    for order in rows:
        order.user = user
        order.save(update_fields=["user"])
        events.emit("order.claimed", subject=order, actor=user)
    return len(rows)
