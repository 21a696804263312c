"""Opening points as a table: what members had in an earlier system, and until when.

A row is taken once, however often its table is brought: it is known by its reference, and without one by
its member and the day its points end.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.club.reading import EMAIL, PHONE, day, found
from members.lots.models import PointsLot
from members.points import services as points
from minishop.imports.cells import Row
from minishop.imports.kinds import Change, Request, kinds
from minishop.imports.numbers import pieces
from minishop.imports.rowwise import Reading, Refused, Rowwise, cell

POINTS, EXPIRES, REFERENCE = ("Points", "积分"), ("Expires", "Valid until"), ("Reference",)
CREDIT = ("Store credit", "Balance")
Kind = PointsLot.Kind


class BalancesSheet(Rowwise):
    """What members bring along; whoever brings it may give points over the limit."""

    name = "balances"
    label = _("Opening points")
    permission = "members.grant_many_points"
    export_permission = "members.grant_many_points"
    is_personal = True
    known_by = (*PHONE, *EMAIL)
    columns = {
        PHONE[0]: _("The member’s mobile number; or"),
        EMAIL[0]: _("their e-mail. Bring the members first."),
        POINTS[0]: _("How many points they have, a whole number."),
        EXPIRES[0]: _("The last day they can be spent. Empty: as points earned now."),
        REFERENCE[0]: _("How the earlier system calls it; needed where one member has two with one end."),
    }

    def read(self, row: Row, request: Request) -> Reading:
        who = found(row)
        if who.user is None:
            raise Refused(_("There is no such member: bring the members first."), PHONE[0])
        number, last = _points(row), day(cell(row, *EXPIRES), EXPIRES[0])
        user, source = who.user, _source(who.user, last, cell(row, *REFERENCE))
        warnings = tuple(_warnings(row))
        if _is_there(user, number, last, source, by_end=not cell(row, *REFERENCE)):
            return Reading(who.shown, warnings=warnings)
        if last and last < timezone.localdate():
            raise Refused(_("They have expired already."), EXPIRES[0])

        def write() -> None:
            about: dict[str, Any] = {"kind": Kind.IMPORT, "source": source, "expires_at": _end(last)}
            points.earn(user=user, points=number, **about)

        return Reading(who.shown, (Change(POINTS[0], "", f"{number}"),), write, warnings)

    def export(self) -> tuple[list[str], Iterator[Sequence[str]]]:
        return list(self.columns), _rows()


def _points(row: Row) -> int:
    number = pieces(cell(row, *POINTS) or "0", POINTS[0])
    if number <= 0:
        raise Refused(_("That is no number of points anybody could bring along."), POINTS[0])
    return number


def _source(user: User, last: date | None, reference: str) -> str:
    return f"import:{reference[:100]}" if reference else f"import:{user.pk}:{last or 'open'}"


def _end(last: date | None) -> datetime | None:
    """The first moment of the day after, in the shop's time zone."""
    zone = timezone.get_current_timezone()
    return datetime.combine(last + timedelta(days=1), time(), zone) if last else None


def _is_there(user: User, number: int, last: date | None, source: str, *, by_end: bool) -> bool:
    """Whether this was brought before.

    Raises:
        Refused: the same was brought with another number, or to another member.
    """
    lot = PointsLot.objects.filter(kind=Kind.IMPORT, source=source).select_related("account").first()
    if lot is None:  # two accounts that became one since
        lots = PointsLot.objects.filter(kind=Kind.IMPORT, account__user=user, earned=number)
        return by_end and bool(last) and lots.filter(expires_at=_end(last)).exists()
    if (lot.account.user_id, lot.earned) != (user.pk, number):
        words = _("This was brought before, as %(points)s points: give or take the difference by hand.")
        raise Refused(words % {"points": lot.earned}, POINTS[0])
    return True


def _warnings(row: Row) -> Iterator[tuple[Any, str]]:
    if cell(row, *CREDIT).strip("0., "):
        yield (
            _("Store credit is not taken from a table: it is given, within a limit, and told why."),
            CREDIT[0],
        )


def _rows() -> Iterator[Sequence[str]]:
    """What was brought along, as it was brought."""
    lots = PointsLot.objects.filter(kind=Kind.IMPORT).select_related("account__user").order_by("pk")
    for lot in lots.iterator(chunk_size=1000):
        user, told = lot.account.user, lot.source.removeprefix("import:")
        last = timezone.localtime(lot.expires_at).date() - timedelta(days=1) if lot.expires_at else None
        own = told if not told.startswith(f"{user.pk}:") else ""
        if user.phone or user.email:
            yield [str(user.phone or ""), user.email or "", str(lot.earned), str(last or ""), own]


kinds.add(BalancesSheet.name, BalancesSheet())
