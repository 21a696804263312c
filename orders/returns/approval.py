"""What is agreed at once (small, within the rules, not too often for one person), or by one person alone."""

from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from minishop.money import ZERO
from orders.orders.models import Order
from orders.returns.models import Return
from orders.returns.rules import Wish
from orders.tenders import services as tenders

#: For so many days back a person's automatic returns are counted.
DAYS = 30


def is_automatic(row: Return, wish: Wish) -> bool:
    """Whether nobody has to decide; call it under the order's lock, before anything is agreed.

    Pieces that the shopper keeps and that left are looked at by somebody, as is what was made to order.
    """
    limit = min(settings.RETURN_AUTO_LIMIT, settings.REFUND_SECOND_ABOVE)
    if row.amount > limit or row.source == Return.Source.STAFF:
        return False
    is_seen = wish.before or row.back != Return.Back.NONE
    if not is_seen or any(piece.line.no_return for piece in wish.pieces):
        return False
    if wish.reason.needs_photo and not wish.photos:
        return False
    if row.source == Return.Source.NO_SHOW:
        return tenders.refundable(row.order) >= row.amount
    return _is_one_more(row.order) and tenders.refundable(row.order) >= row.amount


def _is_one_more(order: Order) -> bool:
    """Whether this person has one left, whatever their orders."""
    one_at_a_time(order)
    return Return.objects.automatic_for(order, DAYS).count() < settings.RETURN_AUTO_A_MONTH


def alone(row: Return) -> Decimal:
    """What was agreed for other pieces of the order without a second person: parts are not a way round."""
    others = row.order.returns.standing().filter(seconded_by=None, is_automatic=False).exclude(pk=row.pk)
    return others.aggregate(sum=Sum("agreed_amount"))["sum"] or ZERO


def one_at_a_time(order: Order) -> None:
    """Returns of one person follow each other until the transaction ends, to be counted exactly."""
    names = {order.contact_phone, order.contact_email, order.user_id and f"member {order.user_id}"}
    with connection.cursor() as cursor:
        for name in sorted(str(name) for name in names if name):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('automatic return'), hashtext(%s))", [name])
