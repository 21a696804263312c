"""A member's points in the ledger: free, not settled yet, held, owed; and the shop's own side.

Each verb is one posting. Whoever owes has nothing free, so free less owed is what there is, and it is
what the entries of a posting on these two say together.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from members.lots.models import UNIT
from minishop import ledger
from minishop.events import subject_of
from minishop.ledger.models import Account, Posting

FREE, PENDING, HELD, DEBT = "points", "points-pending", "points-held", "points-debt"
OWN = (FREE, PENDING, HELD, DEBT)
ISSUED, SPENT, ENDED = "points-issued", "points-spent", "points-ended"
#: The shop's account on the other side of each kind of posting.
AGAINST = {
    "points.earned": ISSUED,
    "points.pending": ISSUED,
    "points.settled": ISSUED,
    "points.held": SPENT,
    "points.spent": SPENT,
    "points.released": SPENT,
    "points.given_back": SPENT,
    "points.reversed": ISSUED,
    "points.expired": ENDED,
    "points.lapsed": ENDED,
}
#: What two accounts of one person do as they become one.
MERGED = "points.merged"


def account(kind: str, user: Any) -> Account:
    if kind not in OWN:
        return ledger.account(kind=kind, owner="shop", unit=UNIT, contra=True)
    floor = None if kind == DEBT else Decimal(0)
    return ledger.account(kind=kind, owner=user, unit=UNIT, floor=floor)


def post(kind: str, reference: str, user: Any, moves: Mapping[str, int]) -> Posting:
    """The member's accounts move so, the shop's the other way; once for the kind and reference."""
    legs = legs_of(user, moves)
    if rest := sum(moves.values()):
        legs.append((account(AGAINST[kind], user), Decimal(-rest)))
    return ledger.post(kind=kind, reference=reference, legs=legs)


def legs_of(user: Any, moves: Mapping[str, int]) -> list[ledger.services.Leg]:
    return [(account(kind, user), Decimal(points)) for kind, points in moves.items() if points]


def freed(user: Any, points: int) -> tuple[dict[str, int], int]:
    """How points that become free move: first they pay what is owed; and how many do."""
    pays = min(points, owed(user))
    return {FREE: points - pays, DEBT: pays}, pays


def owed(user: Any) -> int:
    return -balances(user)[DEBT]


def balances(user: Any) -> dict[str, int]:
    """What there is of each kind; what is owed is below zero."""
    rows = Account.objects.filter(kind__in=OWN, owner=subject_of(user), unit=UNIT)
    known = {kind: int(balance or 0) for kind, balance in rows.values_list("kind", "balance")}
    return dict.fromkeys(OWN, 0) | known
