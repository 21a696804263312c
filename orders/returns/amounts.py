"""What pieces of a line come to: their part of its price after reductions, and of its delivery.

Always: the parts of all pieces sum exactly to what was agreed for the line, and no piece ever comes to
more than it cost. The n-th piece brings what was given up to the n-th share of the whole; what falls
(a return refused) is to be had again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from minishop.money import ZERO, rounded
from orders.orders.models import Allocation, OrderLine
from orders.returns.models import Return, ReturnLine
from orders.returns.rules import OUR_FAULT, Piece, Reason

DELIVERY = "delivery"
#: Returns that give back what was paid for delivery.
WITH_DELIVERY = (Q(of__is_before_leaving=True) | Q(of__reason__in=OUR_FAULT)) & ~Q(
    of__kind=Return.Kind.EXCHANGE
)


@dataclass(frozen=True, slots=True)
class Share:
    """What so many pieces come to."""

    goods: Decimal
    delivery: Decimal

    @property
    def amount(self) -> Decimal:
        return self.goods + self.delivery


@dataclass(frozen=True, slots=True)
class Quote:
    """What would go back for each of the pieces, and in all."""

    shares: Sequence[tuple[Piece, Share]]

    @property
    def goods(self) -> Decimal:
        return sum((share.goods for _piece, share in self.shares), ZERO)

    @property
    def delivery(self) -> Decimal:
        return sum((share.delivery for _piece, share in self.shares), ZERO)

    @property
    def amount(self) -> Decimal:
        return self.goods + self.delivery


@dataclass(frozen=True, slots=True)
class Claims:
    """So many pieces of a line are in returns that stand, and this much was given for them."""

    pieces: int = 0
    amount: Decimal = ZERO


def part(
    whole: Decimal, of: int, wanted: int, *, claims: Claims, currency: str, most_each: Decimal
) -> Decimal:
    """What `wanted` of `of` pieces bring of the whole, after the claims of others.

    No piece brings more than `most_each`, and the rest can always be had with those that remain.
    """
    left, remaining = whole - claims.amount, of - claims.pieces - wanted
    fair = rounded(whole * (claims.pieces + wanted) / of, currency) - claims.amount
    least, most = max(ZERO, left - remaining * most_each), min(left, wanted * most_each)
    return max(least, min(fair, most))


def of(line: OrderLine, quantity: int, *, besides: Return | None = None) -> Share:
    """What so many more pieces of the line come to, after what other returns have claimed of it."""
    standing = ReturnLine.objects.filter(line=line).exclude(of__state__in=Return.FALLEN)
    if besides is not None:
        standing = standing.exclude(of=besides)
    net, delivery = agreed(line)
    pieces, currency = line.quantity, line.order.currency
    of_goods, of_delivery = _claims(standing), _claims(standing.filter(WITH_DELIVERY), of_delivery=True)
    return Share(
        part(net, pieces, quantity, claims=of_goods, currency=currency, most_each=line.unit_price),
        part(delivery, pieces, quantity, claims=of_delivery, currency=currency, most_each=delivery),
    )


def agreed(line: OrderLine) -> tuple[Decimal, Decimal]:
    """What was agreed for the line after reductions, and its share of delivery."""
    shares = Allocation.objects.filter(line=line).values_list("adjustment__code", "amount")
    delivery = sum((amount for code, amount in shares if code == DELIVERY), ZERO)
    changes = sum((amount for code, amount in shares if code != DELIVERY), ZERO)
    return line.amount + changes, delivery


def _claims(rows: QuerySet[ReturnLine], of_delivery: bool = False) -> Claims:
    given = Sum("delivery_amount") if of_delivery else Sum("amount") - Sum("delivery_amount")
    said = rows.aggregate(pieces=Sum(Coalesce("received", "quantity")), given=given)
    return Claims(said["pieces"] or 0, said["given"] or ZERO)


def share(piece: Piece, kind: str, reason: Reason, *, before: bool, besides: Return | None = None) -> Share:
    """What goes back for the pieces: delivery with it before they left, and when we are to blame."""
    whole = of(piece.line, piece.quantity, besides=besides)
    with_delivery = kind != Return.Kind.EXCHANGE and (before or reason.refunds_delivery)
    return whole if with_delivery else Share(whole.goods, ZERO)
