"""Verbs of the counter's purchases: record one, and take all of it back.

Two tills with one receipt: they follow each other by a lock named after it, and a unique index stands
behind. Two tills with one member: the member's row puts one behind the other. What is taken (points, a
coupon) is guarded by its own verbs, and one transaction does all or nothing.
"""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import IssuedCoupon
from members.lots.models import PointsLot
from members.points import rates
from members.points import services as points
from members.tiers import services as tiers
from minishop import clock, events
from minishop.retries import retried
from orders.purchases import rules
from orders.purchases.models import CodeUsed, NotTaken, Purchase, PurchaseNonceReused, ReceiptUsed
from orders.stores.models import Store

KIND = PointsLot.Kind.PURCHASE
UNDO = "orders.undo_purchase"


@retried
@transaction.atomic
def record(
    *,
    member: User,
    store: Store,
    staff: User,
    receipt: str,
    amount: Decimal,
    nonce: str,
    code: str | None = None,
    points: int = 0,
    issued: IssuedCoupon | None = None,
    covered: bool = False,
    currency: str = "",
) -> Purchase:
    """The receipt counts for the member: points and coupon are taken, what was paid earns; once.

    `code` names the member's code that was read; without one nothing can be taken. `covered` says that
    whoever sees the pieces found those the coupon is for.

    Raises:
        ReceiptUsed: the house's receipt counted already.
        CodeUsed: the code was worth another purchase.
        PurchaseNonceReused: the nonce stands for something else.
        NotTaken, NotEnoughPoints, NotUsable: points or coupon can't be taken so.
    """
    receipt = " ".join(receipt.split()).upper()[:60]
    _in_turn(store, receipt)
    member = _standing(member)
    if known := Purchase.objects.filter(nonce=nonce).first():
        return _same(known, member, store, receipt, amount)
    if not receipt:
        raise NotTaken("receipt")
    if code is None and (points or issued):
        raise NotTaken("no_code")
    _refuse_repeated(store, receipt, code)
    currency = currency or settings.CURRENCY
    told = rules.sums(
        user=member, amount=amount, currency=currency, points=points, issued=issued, covered=covered
    )
    row = Purchase.objects.create(
        store=store, member=member, staff=staff, receipt=receipt, amount=amount, currency=currency,
        points=told.points, points_amount=told.points_amount, coupon=issued,
        coupon_amount=told.coupon_amount, code=code, nonce=nonce,
        earned=rates.for_amount(user=member, amount=told.paid),
    )  # fmt: skip
    _take(row)
    _give(row)
    events.emit("purchase.made", subject=row, actor=staff, member=member.pk)
    return row


@retried
@transaction.atomic
def undo(*, purchase: Purchase, actor: User) -> Purchase:
    """Nothing is left of the purchase: what it earned is taken back, what it took returns; once.

    Raises:
        PermissionError: the person may not take purchases back.
    """
    if not actor.has_perm(UNDO):
        raise PermissionError(UNDO)
    row = Purchase.objects.select_for_update().get(pk=purchase.pk)
    if row.undone_at:
        return row
    back = f"{row.reference}:undone"
    if row.points:
        points.give_back(reference=back, of=row.reference, points=row.points)
    if row.earned:
        points.reverse(kind=KIND, source=row.reference, points=row.earned, reference=back)
    if row.coupon_id:
        coupons.release(reference=row.reference)
    tiers.count(user=row.member, reference=back, spend=-row.paid, points=-row.earned, at=row.at)
    Purchase.objects.filter(pk=row.pk).update(undone_at=Now(), undone_by=actor)
    row.refresh_from_db()
    events.emit("purchase.undone", subject=row, actor=actor, member=row.member_id)
    return row


def _take(row: Purchase) -> None:
    if row.points:
        points.spend(user=row.member, points=row.points, reference=row.reference)
    if row.coupon:
        coupons.use(issued=row.coupon, reference=row.reference)


def _give(row: Purchase) -> None:
    """What was paid with money earns, free when the pieces can no longer come back, and counts at once."""
    if row.earned:
        days = settings.RETURN_DAYS
        points.earn(
            user=row.member, points=row.earned, kind=KIND, source=row.reference, pending=days > 0,
            settles_at=clock.now() + timedelta(days=days) if days > 0 else None,
        )  # fmt: skip
    tiers.count(user=row.member, reference=row.reference, spend=row.paid, points=row.earned, at=clock.now())


def _in_turn(store: Store, receipt: str) -> None:
    """Tills that read one receipt follow each other until the end of their transactions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"receipt:{store.pk}:{receipt}"])


def _standing(member: User) -> User:
    """The member, locked: no other till, erasure or merging comes between."""
    row = User.objects.select_for_update(no_key=True).get(pk=member.pk)
    row = _standing(row.merged_into) if row.merged_into else row
    if row.is_staff or row.erased_at:
        raise NotTaken("nobody")
    return row


def _same(known: Purchase, member: User, store: Store, receipt: str, amount: Decimal) -> Purchase:
    told = (known.member_id, known.store_id, known.receipt, known.amount)
    if told != (member.pk, store.pk, receipt, amount):
        raise PurchaseNonceReused
    return known


def _refuse_repeated(store: Store, receipt: str, code: str | None) -> None:
    if used := Purchase.objects.filter(store=store, receipt=receipt, undone_at=None).first():
        raise ReceiptUsed(used)
    if code and Purchase.objects.filter(code=code).exists():
        raise CodeUsed
