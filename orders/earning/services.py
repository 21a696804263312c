"""Verbs of what an order earns: when it is paid, when money goes back, when nothing can come back any more.

Always: points − reversed = floor(Σ (base − gone) × rate). Every verb locks the order that was bought first
(a replacement earns nothing of its own: what goes back of it is taken of that one), then the points
account; each is repeated without effect.
"""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from members.accounts.models import User
from members.lots.models import PointsLot
from members.points import rates
from members.points import services as points
from members.tiers import services as tiers
from minishop import events
from minishop.money import ZERO, allocate, rounded, written
from minishop.retries import retried
from orders.earning import plans, refunded
from orders.earning.models import EarningLine, OrderEarning
from orders.orders.models import Order
from orders.returns.models import Return
from orders.tenders.models import Tender

ORDER = PointsLot.Kind.ORDER
#: The code of the tender whose part of an order earns nothing.
POINTS = "points"
State = Order.State


@retried
@transaction.atomic
def earn(*, order: Order) -> OrderEarning | None:
    """What the paid order earns its member waits for the end of its return window; once.

    Nothing comes of what guests and staff buy, of an order that is over already, and of a replacement.
    """
    order = _locked(order)
    if known := OrderEarning.objects.filter(order=order).first():
        return known
    stands = order.paid_at is not None and order.state in {State.OPEN, State.COMPLETED}
    member = _member(order)
    if not stands or member is None or Return.objects.filter(replacement=order).exists():
        return None
    plans.begin(order)
    lines = _lines(order, member)
    if not any(line.base for line in lines):
        return None
    spend, count = sum((line.base for line in lines), ZERO), kept(lines)
    lot = points.earn(user=member, points=count, kind=ORDER, source=order.reference, pending=True)
    if count and lot is None:
        return None
    row = OrderEarning.objects.create(order=order, points=count, spend=spend)
    for line in lines:
        line.earning = row
    EarningLine.objects.bulk_create(lines)
    return row


@retried
@transaction.atomic
def take_back(*, order: Order) -> None:
    """What the money that went back had earned is taken back, or owed, and counts towards no tier.

    Of all that was earned nothing is left once all of the money went back.
    """
    order = _locked(refunded.root(order))
    plans.revoke(order)
    row = OrderEarning.objects.filter(order=order).first()
    if row is None:
        return
    lines, spend = _mark_gone(order, row), row.spend_reversed
    gone = sum((line.gone for line in lines), ZERO)
    less = row.points - row.reversed - kept(lines)
    if gone == spend and not less:
        return
    row.reversed, row.spend_reversed = row.reversed + less, gone
    row.save(update_fields=["reversed", "spend_reversed"])
    told = f"{order.reference}:back:{written(gone, order.currency)}"
    points.reverse(kind=ORDER, source=order.reference, points=less, reference=told)
    if row.settled_at:
        tiers.count(user=order.user, reference=told, spend=spend - gone, points=-less, at=order.placed_at)


@retried
@transaction.atomic
def settle(*, order: Order) -> bool:
    """What the order earned can be spent and counts towards a tier, if nothing can come back any more."""
    order = _locked(refunded.root(order))
    row = OrderEarning.objects.filter(order=order).first()
    if row is None or row.settled_at or not _is_over(order):
        return False
    take_back(order=order)
    row.refresh_from_db()
    points.settle(kind=ORDER, source=order.reference)
    spend, count = row.spend - row.spend_reversed, row.points - row.reversed
    OrderEarning.objects.filter(pk=row.pk).update(settled_at=Now())
    if spend:
        tiers.count(user=order.user, reference=order.reference, spend=spend, points=count, at=order.placed_at)
        kept_spend = written(spend, order.currency)
        events.emit("order.kept", subject=order, user=order.user_id, spend=kept_spend)
    return True


def kept(lines: list[EarningLine]) -> int:
    """The points of what is kept, rounded down once for all lines together."""
    return int(sum(((line.base - line.gone) * line.rate for line in lines), ZERO))


def _locked(order: Order) -> Order:
    """The order, its row locked; the first lock of every verb here."""
    rows = Order.objects.select_related("user").select_for_update(of=("self",))
    return rows.get(pk=order.pk)


def _member(order: Order) -> User | None:
    """Who earns with it: no guest, nobody of the house, and nobody who left."""
    user = order.user
    return None if user is None or user.is_staff or user.erased_at else user


def _lines(order: Order, member: User) -> list[EarningLine]:
    """Each line's part that was paid with money, and its rate now."""
    rows = list(order.lines.select_related("variant__product"))
    bases, products = _bases(order), [line.variant.product for line in rows]
    each = rates.rates(user=member, products=products)
    return [EarningLine(line=line, base=bases[line.pk], rate=each[line.variant.product_id]) for line in rows]


def _bases(order: Order) -> dict[int, Decimal]:
    """What each line costs, less its share of what points paid."""
    whole = refunded.nets(order)
    paid = order.tenders.filter(kind=POINTS, state=Tender.State.COMMITTED)
    with_points = sum(paid.values_list("amount", flat=True), ZERO)
    if not with_points:
        return whole
    shares = allocate(with_points, [*whole.values(), order.shipping_total], order.currency)
    pairs = zip(whole.items(), shares, strict=False)  # the last share is delivery's
    return {line: max(ZERO, amount - share) for (line, amount), share in pairs}


def _mark_gone(order: Order, row: OrderEarning) -> list[EarningLine]:
    """The lines, each with what of its base went back: never less than before."""
    lines, whole, back = list(row.lines.order_by("pk")), refunded.nets(order), refunded.goods(order)
    for line in lines:
        net, gone = whole[line.line_id], back[line.line_id]
        part = line.base if gone >= net else rounded(line.base * gone / net, order.currency)
        line.gone = max(line.gone, part)
    EarningLine.objects.bulk_update(lines, ["gone"])
    return lines


def _is_over(order: Order) -> bool:
    """Whether no piece of it, or of what replaced it, can be asked back any more without a fault."""
    if order.state == State.OPEN or order.returns.open().exists():
        return False
    late = Now() - timedelta(days=settings.RETURN_DAYS)
    if order.fulfilments.filter(done_at__gt=late).exists():
        return False
    return all(_is_over(row.replacement) for row in order.returns.all() if row.replacement)
