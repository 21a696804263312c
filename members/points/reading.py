"""What a member reads of their points: the figures, and every movement with what there was after it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.accounts.models import User
from members.lots import books
from members.lots.models import PointsLot, PointsProgramme
from members.lots.programmes import after_days, programme
from minishop import clock
from minishop.events import subject_of
from minishop.ledger.models import Entry, Posting
from minishop.money import Money, unit
from minishop.registry import Registry

MOST_LINES = 50
LOT_WORDS = {
    "order": _("Earned with an order"),
    "purchase": _("Earned in one of our houses"),
    "activity": _("Thank you"),
    "check_in": _("Checked in"),
    "occasion": _("A gift for the day"),
    "grant": _("Given by the house"),
    "import": _("Brought along"),
    "referral": _("For a friend you brought"),
}
WORDS = {
    "points.held": _("Used"),
    "points.released": _("Free again"),
    "points.given_back": _("Came back"),
    "points.expired": _("Ended"),
    "points.lapsed": _("Lapsed"),
    "points.reversed": pgettext_lazy("points", "Taken back"),
    books.MERGED: _("Brought over from your other account"),
}
#: Which postings stand under which heading; `pending` are lots that are not settled.
KINDS = {
    "all": (),
    "earned": ("points.earned", "points.settled", "points.reversed", books.MERGED),
    "spent": ("points.held", "points.released", "points.given_back"),
    "ended": ("points.expired", "points.lapsed"),
}

#: What a posting's reference is about, by the reference's first word, as (name, address) for its reader.
About = Callable[[list[str]], dict[str, tuple[str, str]]]
subjects: Registry[About] = Registry("subject of points")


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is: to spend, on the way, held for orders not paid yet, and owed."""

    free: int
    pending: int
    held: int
    owed: int
    #: What the free ones pay.
    worth: Money
    #: How many end within the days of the reminder, and when the first do.
    expiring: tuple[int, datetime] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One movement, and what there was after it; below zero is what was owed."""

    #: The posting's number, or the lot's where it is on the way.
    pk: int
    at: datetime
    words: Any
    points: int
    after: int | None
    about: str = ""
    href: str = ""
    #: What is on the way can be spent from then on, where that is known.
    settles_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The latest movements first; all of them sum to the balance: free points less owed ones."""

    balance: int
    lines: list[Line]
    #: Where the next page begins; nothing: these are the last.
    before: int | None = None


def worth(points: int, rules: PointsProgramme, currency: str = "") -> Decimal:
    """What so many points pay, rounded down to the smallest coin."""
    return (Decimal(points) / rules.worth).quantize(unit(currency or settings.CURRENCY), ROUND_DOWN)


def figures(user: User) -> Figures:
    """What the member has; what is overdue counts for nothing, swept or not."""
    there, now, rules = books.balances(user), clock.now(), programme()
    ending = PointsLot.objects.free().filter(account__user=user.pk)
    rows = ending.filter(expires_at__lte=after_days(now, rules.remind_days))
    soon = [(lot.expires_at, lot.remaining) for lot in rows if lot.expires_at]
    free = there[books.FREE] - sum(count for end, count in soon if end <= now)
    left = [(end, count) for end, count in soon if end > now]
    expiring = (sum(count for _end, count in left), left[0][0]) if left else None
    money = Money(worth(free, rules), settings.CURRENCY)
    return Figures(free, there[books.PENDING], there[books.HELD], -there[books.DEBT], money, expiring)


def known(user: User) -> int | None:
    """What the member may spend now; nothing for whoever never had any."""
    there = books.balances(user)
    return there[books.FREE] if any(there.values()) or _movements(user).exists() else None


def statement(user: User, *, of: str = "all", before: int | None = None) -> Statement:
    """The member's points line by line, of one heading: all, earned, spent, pending or ended."""
    there = books.balances(user)
    balance = there[books.FREE] + there[books.DEBT]
    rows = _lots(user, before) if of == "pending" else _postings(user, of, before)
    shown = rows[:MOST_LINES]
    return Statement(balance, shown, shown[-1].pk if len(rows) > MOST_LINES else None)


def whole(user: User) -> list[Line]:
    """Every movement, the latest first."""
    lines: list[Line] = []
    before = None
    while True:
        told = statement(user, before=before)
        lines += told.lines
        if (before := told.before) is None:
            return lines


def _movements(user: User) -> Any:
    kinds = (books.FREE, books.DEBT)
    return Entry.objects.filter(account__kind__in=kinds, account__owner=subject_of(user))


def _postings(user: User, of: str, before: int | None) -> list[Line]:
    rows = _movements(user).order_by("-posting")
    if KINDS[of]:
        rows = rows.filter(posting__kind__in=KINDS[of])
    if before:
        rows = rows.filter(posting__lt=before)
    sums = rows.values("posting").annotate(points=Sum("amount"), after=Sum("balance_after"))
    found = {row["posting"]: row for row in sums[: MOST_LINES + 1]}
    postings = Posting.objects.in_bulk(found)
    about, lots = _about([row.reference for row in postings.values()]), _sources(postings.values())
    return [_line(postings[pk], row, about, lots) for pk, row in found.items()]


def _line(posting: Posting, row: dict[str, Any], about: dict[str, Any], lots: dict[str, PointsLot]) -> Line:
    lot = lots.get(posting.reference)
    words = (lot.words or LOT_WORDS[lot.kind]) if lot else WORDS.get(posting.kind, posting.kind)
    told = about.get(posting.reference, ("", ""))
    return Line(posting.pk, posting.at, words, int(row["points"]), int(row["after"]), *told)


def _lots(user: User, before: int | None) -> list[Line]:
    """What is on the way, each with when it settles."""
    rows = PointsLot.objects.pending().filter(account__user=user.pk).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: MOST_LINES + 1])
    about = _about([f"{lot.source}:{lot.kind}" for lot in found])
    lines = []
    for lot in found:
        told = about.get(f"{lot.source}:{lot.kind}", ("", ""))
        words = lot.words or LOT_WORDS[lot.kind]
        lines.append(Line(lot.pk, lot.earned_at, words, lot.remaining, None, *told, lot.settles_at))
    return lines


def _sources(postings: Any) -> dict[str, PointsLot]:
    """The lots of which points came, by the reference of the posting."""
    named = [row.reference for row in postings if row.kind in ("points.earned", "points.settled")]
    sources = [reference.rpartition(":")[0] for reference in named]
    rows = PointsLot.objects.filter(source__in=sources) if sources else []
    return {f"{lot.source}:{lot.kind}": lot for lot in rows}


def _about(references: list[str]) -> dict[str, tuple[str, str]]:
    told: dict[str, tuple[str, str]] = {}
    for name, tell in subjects:
        if mine := [each for each in references if each.startswith(f"{name}:")]:
            told |= tell(mine)
    return told
