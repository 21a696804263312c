"""What of an order's goods was paid back, line by line.

A return names its lines; what went back for the order as a whole is shared by what is left of them. For
pieces that were exchanged counts what was paid back of their replacement, and of its own in turn.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from minishop.money import ZERO, allocate, rounded
from orders.orders.models import Allocation, Order
from orders.pricing.values import DELIVERY
from orders.returns.models import Return
from orders.tenders.models import TenderRefund
from payments.refunds.models import Refund

PAID_BACK = (Return.State.REFUNDING, Return.State.DONE)
Amounts = dict[int, Decimal]


def nets(order: Order) -> Amounts:
    """What was agreed for each line after reductions, without delivery."""
    found = dict(order.lines.values_list("pk", "amount"))
    changes = Allocation.objects.filter(line__order=order).exclude(adjustment__code=DELIVERY)
    for line, amount in changes.values_list("line_id", "amount"):
        found[line] += amount
    return found


def goods(order: Order) -> Amounts:
    """What of each line went back so far."""
    whole = nets(order)
    back, carried = dict.fromkeys(whole, ZERO), dict.fromkeys(whole, ZERO)
    named = on = ZERO
    for row in _returns(order):
        parts = [(part.line_id, part.amount - part.delivery_amount) for part in row.lines.all()]
        if row.kind != Return.Kind.EXCHANGE:
            _add(back, parts, _agreed(row), order.currency)
            named += row.agreed_amount or ZERO
        elif row.replacement:
            _add(back, parts, sum(goods(row.replacement).values(), ZERO), order.currency)
            _add(carried, parts, row.replacement.total, order.currency)
            on += row.replacement.total
    other = _other(order)
    if other:
        left = {line: max(ZERO, whole[line] - (back[line] + carried[line])) for line in whole}
        is_all = named + on + other >= order.total
        share = rounded(other * sum(whole.values()) / order.total, order.currency)
        all_left = sum(left.values(), ZERO)
        _add(back, list(left.items()), all_left if is_all else min(share, all_left), order.currency)
    return {line: min(amount, whole[line]) for line, amount in back.items()}


def pieces(order: Order) -> dict[int, int]:
    """How many pieces of each line were paid back by returns."""
    found: dict[int, int] = {}
    for row in _returns(order):
        for part in row.lines.all() if row.kind != Return.Kind.EXCHANGE else ():
            found[part.line_id] = found.get(part.line_id, 0) + part.count
    return found


def root(order: Order) -> Order:
    """The order whose pieces this one, and those before it, replaced; itself where it replaces none."""
    while row := Return.objects.filter(replacement=order).select_related("order").first():
        order = row.order
    return order


def _returns(order: Order) -> Iterable[Return]:
    """Returns whose money went back, and exchanges whose replacement was ordered."""
    rows = order.returns.select_related("replacement").prefetch_related("lines").order_by("pk")
    is_exchange = {"kind": Return.Kind.EXCHANGE}
    money = rows.filter(state__in=PAID_BACK).exclude(**is_exchange)
    return [*money, *rows.filter(replacement__isnull=False, **is_exchange)]


def _agreed(row: Return) -> Decimal:
    """The goods' part of what was agreed."""
    agreed = row.agreed_amount or ZERO
    if agreed == row.amount:
        return row.amount - row.delivery_amount
    return rounded(agreed * (row.amount - row.delivery_amount) / row.amount, row.currency)


def _other(order: Order) -> Decimal:
    """What went back without a return: with a cancelled order, or of a payment itself once it was done."""
    rows = TenderRefund.objects.filter(tender__order=order).exclude(reference__startswith="return:")
    direct = Refund.objects.filter(
        payment__tender__order=order, tender_refund=None, state=Refund.State.DONE
    )  # what came late, or twice, paid for nothing and has no tender
    found = [rows.aggregate(sum=Sum("amount"))["sum"], direct.aggregate(sum=Sum("amount"))["sum"]]
    return sum((amount or ZERO for amount in found), ZERO)


def _add(to: Amounts, parts: list[tuple[int, Decimal]], amount: Decimal, currency: str) -> None:
    if parts and amount > 0:
        shares = allocate(amount, [weight for _line, weight in parts], currency)
        for (line, _weight), share in zip(parts, shares, strict=True):
            to[line] += share
