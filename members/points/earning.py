"""Points come: free at once or later, first paying what is owed; and what a source gave is taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from members.accounts.models import User
from members.lots import accounts, books, lots
from members.lots.models import LotEntry, PointsAccount, PointsLot, PointsReferenceReused
from members.lots.programmes import ends_at, programme
from members.lots.undoing import PointsReversal
from minishop import clock, events
from minishop.retries import retried

Kind = LotEntry.Kind


@dataclass(frozen=True, slots=True)
class Reversed:
    """Where points that were taken back were found: not settled, free, ended unused, or owed now."""

    pending: int = 0
    free: int = 0
    owed: int = 0
    ended: int = 0

    @property
    def points(self) -> int:
        return self.pending + self.free + self.owed + self.ended


@retried
@transaction.atomic
def earn(
    *,
    user: User,
    points: int,
    kind: str,
    source: str,
    settles_at: datetime | None = None,
    pending: bool = False,
    words: str = "",
    expires_at: datetime | None = None,
) -> PointsLot | None:
    """The member has so many points more, once for the kind and source; pending ones from their settling on.

    They end as the rules of their earning say, or at a moment of their own where one is given.
    Nothing comes of no points, and nothing for whoever works here or was erased. Of points earned
    already the first number stands.

    Raises:
        PointsReferenceReused: somebody else earned by that source.
    """
    if points <= 0:
        return None
    account = accounts.locked(user)
    if known := PointsLot.objects.filter(kind=kind, source=source).first():
        if known.account_id != account.pk:
            raise PointsReferenceReused(f"{kind} {source}")
        return known
    if not accounts.may_have(account.user):
        return None
    told = {"kind": kind, "source": source, "earned": points, "settles_at": settles_at, "words": words[:200]}
    lot = PointsLot.objects.create(account=account, remaining=0, expires_at=expires_at, **told)
    lot.refresh_from_db()
    waits = pending or settles_at is not None
    _wait(account, lot) if waits else _free(account, lot, "points.earned", points)
    lot.refresh_from_db()
    return lot


@retried
@transaction.atomic
def settle(*, kind: str, source: str) -> PointsLot | None:
    """What the source earned can be spent, what is owed paid first; it ends by the rules of its earning."""
    lot = PointsLot.objects.filter(kind=kind, source=source).select_related("account__user").first()
    if lot is None:
        return None
    account = accounts.locked(lot.account.user)
    lot.refresh_from_db()
    if lot.settled_at is None:
        _free(account, lot, "points.settled", left := lot.remaining)
        lot.refresh_from_db()
        if left:
            events.emit("points.settled", subject=lot, member=account.user_id, points=left)
    return lot


@retried
@transaction.atomic
def reverse(*, kind: str, source: str, points: int, reference: str) -> Reversed:
    """Of what the source earned so much is taken back, once for each reference, never more than it earned.

    From its lot while something is left of it; what of it had ended unused is nobody's debt; then from
    other free points, the soonest to end first; the rest was spent, and is owed.

    Raises:
        PointsReferenceReused: the reference took back more than that of it.
    """
    lot = PointsLot.objects.filter(kind=kind, source=source).select_related("account__user").first()
    if lot is None or points <= 0:
        return Reversed()
    account = accounts.locked(lot.account.user)
    lot.refresh_from_db()
    if known := lot.reversals.filter(reference=reference).first():
        if known.points > points:
            raise PointsReferenceReused(f"{reference} took back {known.points}")
        return Reversed(known.pending, known.free, known.owed, known.ended)
    gone = lot.reversals.aggregate(points=Sum("points"), ended=Sum("ended"))
    points = min(points, lot.earned - (gone["points"] or 0))
    if not points:
        return Reversed()
    taken = _take(account, points, f"{reference}:lot:{lot.pk}", lot, forgiven=gone["ended"] or 0)
    facts = {"pending": taken.pending, "free": taken.free, "owed": taken.owed, "ended": taken.ended}
    PointsReversal.objects.create(lot=lot, reference=reference, points=points, **facts)
    return taken


def take(account: PointsAccount, points: int, reference: str) -> Reversed:
    """So many points are taken of an account that is locked, soonest to end first; the rest is owed."""
    return _take(account, points, reference, None, forgiven=0)


def _wait(account: PointsAccount, lot: PointsLot) -> None:
    posting = books.post("points.pending", _name(lot), account.user, {books.PENDING: lot.earned})
    lots.write(posting, Kind.EARNED, [lots.Part(lot, lot.earned)], back=True)


def _free(account: PointsAccount, lot: PointsLot, kind: str, points: int) -> None:
    """The lot is settled, and what it has is free, less what it pays of what is owed."""
    now = clock.now()
    end = lot.expires_at or ends_at(programme(lot.earned_at), now)
    PointsLot.objects.filter(pk=lot.pk).update(settled_at=now, expires_at=end)
    if not points:
        return
    moves, pays = books.freed(account.user, points)
    if kind == "points.settled":
        moves[books.PENDING] = -points
    posting = books.post(kind, _name(lot), account.user, moves)
    if kind == "points.earned":
        lots.write(posting, Kind.EARNED, [lots.Part(lot, points)], back=True)
    if pays:
        lots.write(posting, Kind.OWED, [lots.Part(lot, pays)])


def _take(
    account: PointsAccount, points: int, reference: str, lot: PointsLot | None, *, forgiven: int
) -> Reversed:
    own = lots.picked([lot] if lot else [], points)
    pending = lots.total(own) if lot and lot.settled_at is None else 0
    rest = points - lots.total(own)
    ended = min(rest, _ended(lot) - forgiven) if lot else 0
    free_lots = account.lots.free()
    others = lots.picked(free_lots.exclude(pk=lot.pk) if lot else free_lots, rest - ended)
    free = lots.total(own) - pending + lots.total(others)
    owed = rest - ended - lots.total(others)
    moves = {books.PENDING: -pending, books.FREE: -free, books.DEBT: -owed}
    if any(moves.values()):
        posting = books.post("points.reversed", reference, account.user, moves)
        lots.write(posting, Kind.REVERSED, own + others)
    return Reversed(pending, free, owed, ended)


def _ended(lot: PointsLot) -> int:
    """What of the lot ended without having been used."""
    rows = lot.entries.filter(kind=Kind.EXPIRED)
    return -(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def _name(lot: PointsLot) -> str:
    """How the lot's postings are named; its source alone may have earned in other ways too."""
    return f"{lot.source}:{lot.kind}"
