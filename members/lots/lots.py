"""Which lots points come from and return to; each change of a lot has its entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Sum

from members.lots.models import LotEntry, PointsLot, PointsSpend
from minishop.ledger.models import Posting

Kind = LotEntry.Kind


@dataclass(frozen=True, slots=True)
class Part:
    """So many points of a lot; returning, with the entry that took them."""

    lot: PointsLot
    points: int
    undoes: LotEntry | None = None


def picked(lots: Iterable[PointsLot], points: int) -> list[Part]:
    """Parts of these lots in their order that sum to the points, or to all there is."""
    parts = []
    for lot in lots:
        if part := min(lot.remaining, points):
            parts.append(Part(lot, part))
            points -= part
    return parts


def of(parts: Sequence[Part], points: int) -> list[Part]:
    """The first of these parts that sum to the points."""
    found = []
    for part in parts:
        if taken := min(part.points, points):
            found.append(Part(part.lot, taken, part.undoes))
            points -= taken
    return found


def total(parts: Iterable[Part]) -> int:
    return sum(part.points for part in parts)


def used(spend: PointsSpend) -> list[Part]:
    """What of a use has not come back, what would have ended last first."""
    entries = LotEntry.objects.filter(
        kind=Kind.USED, posting__kind="points.held", posting__reference=spend.reference
    )
    rows = entries.select_related("lot").annotate(back=Sum("undone__amount")).order_by("-pk")
    parts = [Part(row.lot, -row.amount - (row.back or 0), row) for row in rows]
    return [part for part in parts if part.points]


def write(posting: Posting, kind: str, parts: Sequence[Part], *, back: bool = False) -> None:
    """The lots have so much less, or more, and their entries say so."""
    sign = 1 if back else -1
    for part in parts:
        PointsLot.objects.filter(pk=part.lot.pk).update(remaining=F("remaining") + sign * part.points)
    LotEntry.objects.bulk_create(
        LotEntry(
            lot=part.lot,
            posting=posting,
            kind=kind,
            amount=sign * part.points,
            undoes=part.undoes if back else None,
        )
        for part in parts
    )
