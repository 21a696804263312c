"""Points are held, then spent or released; of what was spent some comes back to the lots it came from."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F

from members.accounts.models import User
from members.lots import accounts, books, lots
from members.lots.models import (
    LotEntry,
    NotEnoughPoints,
    NotSpent,
    PointsAccount,
    PointsLot,
    PointsReferenceReused,
    PointsSpend,
)
from members.lots.programmes import after_days, programme
from members.lots.undoing import PointsReturn
from members.points import leaving
from minishop import clock, states
from minishop.retries import retried

Kind, State = LotEntry.Kind, PointsSpend.State


@retried
@transaction.atomic
def hold(
    *, user: User, points: int, reference: str, amount: Decimal | None = None, currency: str = ""
) -> PointsSpend:
    """So many points can't be spent elsewhere, those that end soonest; once for the reference.

    `amount` is what they pay, where they pay like money.

    Raises:
        NotEnoughPoints: fewer are free.
        PointsReferenceReused: the reference stands for other points.
    """
    if points <= 0:
        raise ValueError("at least one point")
    account = accounts.locked(user)
    currency = currency or settings.CURRENCY
    if known := PointsSpend.objects.filter(reference=reference).first():
        if (known.account_id, known.points, known.amount) != (account.pk, points, amount):
            raise PointsReferenceReused(reference)
        return known
    parts = lots.picked(account.lots.free(), points)
    if lots.total(parts) < points:
        raise NotEnoughPoints(points, lots.total(parts))
    told = {"points": points, "amount": amount, "currency": currency}
    spend = PointsSpend.objects.create(account=account, reference=reference, **told)
    moves = {books.FREE: -points, books.HELD: points}
    lots.write(books.post("points.held", reference, account.user, moves), Kind.USED, parts)
    return spend


@retried
@transaction.atomic
def commit(*, reference: str) -> PointsSpend:
    """What is held under the reference is spent.

    Raises:
        IllegalMove: it was released.
    """
    account, spend = _locked(reference)
    if spend.state != State.SPENT:
        states.move(spend, "state", State.SPENT, event="points.spent")
        books.post("points.spent", reference, account.user, {books.HELD: -spend.points})
    return spend


@retried
@transaction.atomic
def release(*, reference: str) -> PointsSpend:
    """What is held under the reference is free again, in the lots it came from, with the ends they had.

    Raises:
        IllegalMove: it was spent.
    """
    account, spend = _locked(reference)
    if spend.state != State.RELEASED:
        states.move(spend, "state", State.RELEASED, event="points.released")
        _return(account, "points.released", reference, lots.used(spend), {books.HELD: -spend.points})
    return spend


@retried
@transaction.atomic
def spend(
    *, user: User, points: int, reference: str, amount: Decimal | None = None, currency: str = ""
) -> PointsSpend:
    """So many points are spent, once for the reference; it raises what `hold` does."""
    hold(user=user, points=points, reference=reference, amount=amount, currency=currency)
    return commit(reference=reference)


@retried
@transaction.atomic
def give_back(
    *, reference: str, of: str, points: int | None = None, amount: Decimal | None = None
) -> PointsReturn:
    """Of the use `of` so many points, or what that amount of it was, are back in their own lots, once.

    An amount brings what all amounts so far were, rounded down, less what came before; the last brings
    all. Lots whose end has passed get some days of grace, and what is owed is paid first.

    Raises:
        NotSpent: that is more than is still away of it, or it is only held.
        PointsReferenceReused: the reference brought back something else.
    """
    account, used = _locked(of)
    if known := PointsReturn.objects.filter(reference=reference).first():
        if (known.spend_id, known.amount) != (used.pk, amount) or points not in (None, known.points):
            raise PointsReferenceReused(reference)
        return known
    points = _due(used, amount) if amount is not None else points or 0
    if used.state != State.SPENT or not 0 <= points <= used.points - used.returned:
        raise NotSpent(f"{points} of {used}")
    row = PointsReturn.objects.create(spend=used, reference=reference, points=points, amount=amount)
    again = {"returned": F("returned") + points, "returned_amount": F("returned_amount") + (amount or 0)}
    PointsSpend.objects.filter(pk=used.pk).update(**again)
    if points:
        parts = lots.of(lots.used(used), points)
        _return(account, "points.given_back", reference, parts, {}, grace=True)
    return row


def _locked(reference: str) -> tuple[PointsAccount, PointsSpend]:
    """The account of a use, locked, and the use as it is then.

    Raises:
        PointsSpend.DoesNotExist: nothing was used under this reference.
    """
    row = PointsSpend.objects.select_related("account__user").get(reference=reference)
    account = accounts.locked(row.account.user)
    return account, PointsSpend.objects.get(pk=row.pk)


def _due(used: PointsSpend, amount: Decimal) -> int:
    """How many points the amount brings after what came back before."""
    back = used.returned_amount + amount
    if not used.amount or amount < 0 or back > used.amount:
        raise NotSpent(f"{amount} of {used}")
    return int(used.points * back // used.amount) - used.returned


def _return(
    account: PointsAccount,
    kind: str,
    reference: str,
    parts: list[lots.Part],
    moves: dict[str, int],
    *,
    grace: bool = False,
) -> None:
    """The parts are in their lots again, free but for what pays what is owed."""
    freed, pays = books.freed(account.user, lots.total(parts))
    posting = books.post(kind, reference, account.user, freed | moves)
    lots.write(posting, Kind.BACK, parts, back=True)
    if pays:
        lots.write(posting, Kind.OWED, lots.of(parts[::-1], pays))
    if grace:
        _lengthen(parts)
    if account.user.erased_at:
        leaving.empty(account)


def _lengthen(parts: list[lots.Part]) -> None:
    """Lots whose end has passed go on for the days of grace."""
    now = clock.now()
    until: datetime = after_days(now, programme(now).grace_days)
    ended = PointsLot.objects.filter(pk__in=[part.lot.pk for part in parts], expires_at__lte=now)
    ended.update(expires_at=until, reminded_at=None)
