"""Members as a table, brought over from an earlier system: one row for each.

A table makes members and fills in what is not known of them. It never changes the addresses by which
somebody signs in, nor a birthday they told, and it agrees to nothing in their name.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.accounts import birthday as birthdays
from members.accounts import bringing
from members.accounts import services as accounts
from members.accounts.models import User
from members.club.reading import BIRTHDAY, EMAIL, PHONE, Found, consented, day, found, language
from members.tiers import services as tiers
from members.tiers.models import Tier, TierChange
from minishop.imports.cells import Row
from minishop.imports.kinds import Change, Request, kinds
from minishop.imports.rowwise import Reading, Refused, Rowwise, cell

NAME, TIER, JOINED, LANGUAGE = ("Name", "Full name", "姓名"), ("Tier", "等级"), ("Joined",), ("Language",)


class MembersSheet(Rowwise):
    """Who is a member, with what the earlier system knew of them."""

    name = "members"
    label = _("Members")
    permission = "members.add_user"
    export_permission = "members.change_user"
    is_personal = True
    known_by = (*PHONE, *EMAIL)
    columns = {
        PHONE[0]: _("Their mobile number; or"),
        EMAIL[0]: _("their e-mail: one of the two tells who it is, and lets them in by a code."),
        NAME[0]: _("Empty: stays as it is. First Name and Last Name are read too."),
        BIRTHDAY[0]: _("1990-05-04. A birthday they told themselves stays."),
        LANGUAGE[0]: _("en or zh-hans."),
        TIER[0]: _("The tier’s code; empty: the lowest, or what they have."),
        JOINED[0]: _("The day they joined, for new members."),
    }

    def read(self, row: Row, request: Request) -> Reading:
        who = found(row)
        told = _told(row)
        steps = list(_steps(who.user, told))
        changes = tuple(change for change, _write in steps)
        if who.user is None:
            changes = (Change("Member", "", who.shown), *changes)

        def write() -> None:
            user = who.user or _new(who, told, request.actor)
            for change, step in steps:
                step(user, request.actor) if change else None

        return Reading(who.shown, changes, write, tuple(_warnings(row, who, told)), is_new=who.user is None)

    def export(self) -> tuple[list[str], Iterator[Sequence[str]]]:
        return list(self.columns), _rows()


def _told(row: Row) -> dict[str, Any]:
    """What the row says beside who it is about."""
    name = cell(row, *NAME) or " ".join(filter(None, (cell(row, "First Name"), cell(row, "Last Name"))))
    code = cell(row, *TIER)
    tier = Tier.objects.filter(code=code.lower()).first() if code else None
    if code and tier is None:
        raise Refused(_("There is no tier “%(code)s”.") % {"code": code}, TIER[0])
    joined = day(cell(row, *JOINED), JOINED[0])
    if joined and joined > timezone.localdate():
        raise Refused(_("That day is still to come."), JOINED[0])
    return {
        "name": name[:120],
        "birthday": day(cell(row, *BIRTHDAY), BIRTHDAY[0]),
        "language": language(cell(row, *LANGUAGE), LANGUAGE[0]),
        "tier": tier,
        "joined": datetime.combine(joined, time(12), timezone.get_current_timezone()) if joined else None,
    }


Step = tuple[Change, Callable[[User, Any], object]]


def _steps(user: User | None, told: dict[str, Any]) -> Iterator[Step]:
    """What differs, and how each is made so. Names and birthdays are not repeated: reports are kept."""
    name, spoken = told["name"], told["language"]
    if user and ((name and name != user.name) or (spoken and spoken != user.language)):
        column = NAME[0] if name and name != user.name else LANGUAGE[0]
        after = {"name": name or user.name, "language": spoken or user.language}
        yield Change(column, "", "✓"), lambda user, _actor: accounts.rename(user=user, **after)
    if (born := told["birthday"]) and (user is None or user.birthday is None):
        yield Change(BIRTHDAY[0], "", "✓"), lambda user, _actor: birthdays.tell(user=user, birthday=born)
    tier = told["tier"]
    now = tiers.tier_of(user) if user else tiers.base()
    if tier and tier != now:
        yield Change(TIER[0], now.code, tier.code), lambda user, actor: _place(user, tier, actor)


def _place(user: User, tier: Tier, actor: Any) -> None:
    tiers.place(user=user, tier=tier, actor=actor, why=TierChange.Why.IMPORTED)


def _new(who: Found, told: dict[str, Any], actor: Any) -> User:
    spoken = told["language"] or settings.LANGUAGE_CODE
    about = {"name": told["name"], "language": spoken, "joined": told["joined"], "actor": actor}
    user = bringing.bring(phone=who.phone, email=who.email, **about)
    tiers.join(user=user)
    return user


def _warnings(row: Row, who: Found, told: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    if column := consented(row):
        words = _("Nobody’s consent is taken from a table: members give it here themselves.")
        yield words, column
    yield from who.warnings
    if who.user and who.user.birthday and told["birthday"] not in (None, who.user.birthday):
        yield _("The birthday they told stays."), BIRTHDAY[0]


def _rows() -> Iterator[Sequence[str]]:
    rows = User.objects.filter(is_staff=False, is_active=True).select_related("membership__tier")
    for user in rows.order_by("pk").iterator(chunk_size=1000):
        member = getattr(user, "membership", None)
        joined = timezone.localtime(user.joined_at).date()
        yield [
            str(user.phone or ""), user.email or "", user.name, _written(user.birthday), user.language,
            member.tier.code if member else "", _written(joined),
        ]  # fmt: skip


def _written(when: date | None) -> str:
    return when.isoformat() if when else ""


kinds.add(MembersSheet.name, MembersSheet())
