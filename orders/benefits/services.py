"""Verbs of what an order uses of its member's; all are called under the order's lock.

Points and rewards come first, then coupons, as locks are taken everywhere. Each verb is repeated without
effect by whoever moves the order once.
"""

from collections.abc import Mapping
from typing import Any, cast

from django.db.models import F, Sum
from django.db.models.functions import Now

from members.accounts.models import User
from members.couponcodes import services as couponcodes
from members.couponplans.values import Ticket
from members.coupons import services as coupons
from members.coupons.models import BadCouponCode, IssuedCoupon, NotUsable
from members.lots.models import NotEnoughPoints
from members.points import services as points
from orders.benefits.models import OrderCoupon, OrderReward
from orders.orders.models import Order, OrderLine
from orders.pricing.values import Quote
from orders.rewards import services as rewards
from orders.rewards.models import NotRewardable

#: What a verb raises where something of it is not to be had (any more); the caller undoes the rest.
NotToBeHad = (NotEnoughPoints, NotRewardable, NotUsable, BadCouponCode)


def take(*, order: Order, quote: Quote, lines: Mapping[str, OrderLine]) -> None:
    """The points its lines cost are held, and the coupons that reduce it are reserved for it.

    Raises:
        NotEnoughPoints, NotRewardable, NotUsable, BadCouponCode: somebody was faster by a moment.
    """
    paid_with = [piece for piece in quote.pieces if piece.terms]
    rows = [
        OrderReward.objects.create(
            line=lines[piece.key],
            reward_id=piece.terms.reward_id,
            points=piece.points,
            pieces=piece.quantity,
        )
        for piece in paid_with
        if piece.terms
    ]
    _hold(order, rows)
    used = [(_issued(order, taken.ticket), taken) for taken in (quote.plan.chosen if quote.plan else ())]
    for issued, taken in sorted(used, key=lambda pair: pair[0].pk):
        coupons.reserve(issued=issued, reference=order.reference)
        OrderCoupon.objects.create(order=order, issued=issued, amount=taken.amount)


def keep(order: Order) -> None:
    """The order is paid: its points are spent, its coupons used."""
    for row in _rewards(order):
        if row.carried_from_id is None:
            points.commit(reference=row.holding)
    if order.coupons.filter(released_at=None).exists():
        coupons.use(reference=order.reference)


def free(order: Order) -> None:
    """The order is over: what is left of its points is the member's again, and so are its coupons, or
    expired by their rule."""
    for row in _rewards(order):
        if order.paid_at is not None:
            _back(row, _left(row))
        elif row.carried_from_id is None:
            points.release(reference=row.holding)
    rewards.give_up(pieces=_pieces(_rewards(order)))
    if order.coupons.filter(released_at=None).update(released_at=Now()):
        coupons.release(reference=order.reference)


def take_again(order: Order) -> None:
    """An order that was over has its points and coupons as before; its money came after all.

    Raises:
        NotEnoughPoints, NotRewardable, NotUsable: not all is to be had; the caller's savepoint undoes it.
    """
    rows = _roots(order)
    for row in rows:
        OrderReward.objects.filter(pk=row.pk).update(held=F("held") + 1)
        row.refresh_from_db(fields=["held"])
    _hold(order, rows)
    for used in order.coupons.select_related("issued").order_by("issued"):
        if used.issued.user_id not in {None, order.user_id}:
            raise NotUsable(used.issued, "given")
        coupons.take_again(reference=order.reference, issued=used.issued)
    order.coupons.update(released_at=None)


def pieces_back(*, order: Order, pieces: Mapping[int, int]) -> int:
    """The points of so many pieces of the order's lines are the member's again; how many points they were."""
    rows = [row for row in _rewards(order) if pieces.get(row.line_id)]
    return sum(
        _back(row, min(row.points * pieces[row.line_id] // row.line.quantity, _left(row))) for row in rows
    )


def carry(*, old: OrderLine, new: OrderLine) -> None:
    """What is sent instead of pieces that cost points carries those points on."""
    row = OrderReward.objects.filter(line=old).first()
    if row is not None:
        count = new.quantity
        share = min(row.points * count // old.quantity, _left(row))
        told = {"reward": row.reward, "points": share, "pieces": count}
        OrderReward.objects.create(line=new, carried_from=row, **told)
        OrderReward.objects.filter(pk=row.pk).update(pieces=F("pieces") - count)


def points_of(order: Order) -> int:
    """The points it costs."""
    return order.lines.aggregate(points=Sum("reward__points"))["points"] or 0


def _issued(order: Order, ticket: Ticket) -> IssuedCoupon:
    """The coupon of the ticket; what a code gives is made now, for this order."""
    if ticket.issued_id is None:
        return couponcodes.redeem_for(code=ticket.code, reference=order.reference, user=order.user)
    return IssuedCoupon.objects.get(pk=ticket.issued_id)


def _hold(order: Order, rows: list[OrderReward]) -> None:
    member = cast(User, order.user)  # rewards are for members only
    for row in rows:
        points.hold(user=member, points=row.points, reference=row.holding)
    rewards.take(user=order.user, pieces=_pieces(rows), besides=order)


def _rewards(order: Order) -> list[OrderReward]:
    rows = OrderReward.objects.filter(line__order=order)
    return list(rows.select_related("line", "carried_from").order_by("pk"))


def _roots(order: Order) -> list[OrderReward]:
    return [row for row in _rewards(order) if row.carried_from_id is None]


def _pieces(rows: list[OrderReward]) -> dict[int, int]:
    """How many pieces of each reward the lines are."""
    found: dict[int, int] = {}
    for row in rows:
        found[row.reward_id] = found.get(row.reward_id, 0) + row.pieces
    return found


def _left(row: OrderReward) -> int:
    """The points of it that neither went back nor on."""
    on: dict[str, Any] = row.carried.aggregate(points=Sum("points"))
    return row.points - row.returned - (on["points"] or 0)


def _back(row: OrderReward, count: int) -> int:
    if count:
        row.returned += count
        row.save(update_fields=["returned"])
        told = f"order-line:{row.line_id}:back:{row.returned}"
        points.give_back(reference=told, of=row.holding, points=count)
    return count
