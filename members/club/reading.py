"""Cells about people as tables have them: who a row is about, days, languages, consents."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from members.accounts import addresses
from members.accounts.models import BadAddress, User
from minishop.imports.cells import Row
from minishop.imports.rowwise import Refused, cell, named

PHONE, EMAIL = ("Phone", "Mobile", "手机号"), ("E-mail", "Email", "邮箱")
BIRTHDAY = ("Birthday", "Date of birth", "生日")
CONSENTS = ("Consents", "Consent", "Accepts Marketing", "Accepts Email Marketing", "Accepts SMS Marketing")
#: What tables write where nobody agreed.
NO = {"", "no", "false", "0", "n", "否", "没有", "不同意"}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a row is about: their addresses as the shop writes them, and the account there is."""

    phone: str
    email: str
    user: User | None
    warnings: tuple[tuple[Any, str], ...] = ()

    @property
    def shown(self) -> str:
        """Enough to recognise, too little to copy: reports are kept."""
        return addresses.hidden(self.phone or self.email)


def found(row: Row) -> Found:
    """Whom the row is about.

    Raises:
        Refused: nobody can be, or two are, or it is somebody whom tables don't change.
    """
    phone, email = _clean(row, PHONE, addresses.phone), _clean(row, EMAIL, addresses.email)
    if not (phone or email):
        raise Refused(_("A phone number or an e-mail says who it is; the row has neither."), PHONE[0])
    at_phone, at_email = (addresses.person_at(each) if each else None for each in (phone, email))
    if at_phone and at_email and at_phone != at_email:
        raise Refused(_("The phone number and the e-mail are of two accounts."), EMAIL[0])
    user = at_phone or at_email
    if user and (user.is_staff or not user.is_active):
        raise Refused(_("The account is closed or works here; no table changes it."), PHONE[0])
    return Found(phone, email, user, _other(user, phone, email) if user else ())


def _clean(row: Row, names: tuple[str, ...], read: Any) -> str:
    typed = unicodedata.normalize("NFKC", cell(row, *names))
    if not typed:
        return ""
    try:
        clean: str = read(typed)
    except BadAddress as problem:
        raise Refused(_("Nobody can be reached there."), names[0]) from problem
    return clean


def _other(user: User, phone: str, email: str) -> tuple[tuple[Any, str], ...]:
    """What the row says of addresses that the account does not have."""
    words = _("Not taken: by this address they would sign in, so they add it themselves.")
    pairs = ((phone, str(user.phone or ""), PHONE[0]), (email, user.email or "", EMAIL[0]))
    return tuple((words, column) for said, own, column in pairs if said and said != own)


def day(text: str, column: str) -> date | None:
    """The day, written with the year first; nothing where the cell is empty.

    Raises:
        Refused: it is no day, or two people would read two days in it.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    parts = DAY.match(typed)
    rest = typed[parts.end() :] if parts else ""
    try:
        if parts and re.fullmatch(r"([T ]+[\d:.]+.*)?", rest):
            return date(*(int(part) for part in parts.groups()))
    except ValueError:
        pass
    raise Refused(_("“%(text)s” is no day: write 1990-05-04.") % {"text": typed[:40]}, column)


def language(text: str, column: str) -> str:
    """The shop's own code of the language; empty where the cell is.

    Raises:
        Refused: the shop does not speak it.
    """
    told = text.strip().lower().replace("_", "-")
    short = {"zh": "zh-hans", "zh-cn": "zh-hans", "中文": "zh-hans", "简体中文": "zh-hans", "english": "en"}
    code = short.get(told, told)
    if code and code not in dict(settings.LANGUAGES):
        raise Refused(_("The shop does not speak “%(name)s”.") % {"name": text[:40]}, column)
    return code


def consented(row: Row) -> str:
    """The column in which the row says that somebody agreed to something."""
    columns = (named(list(row.cells), name) for name in CONSENTS)
    return next((each for each in columns if each and row.cells[each].strip().casefold() not in NO), "")
