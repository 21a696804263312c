"""Who is meant: accounts ticked in a list, everybody of a tier, or addresses pasted one to a line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from members.accounts import addresses
from members.accounts.models import BadAddress, User

#: What parts the cells of a line that was copied out of a table.
CELLS = re.compile(r"[\t,;，；]")
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of those meant, by their place in the list, and why they get nothing where that is sure."""

    number: int
    user: int | None
    why: str = ""


def typed(text: str) -> list[str]:
    """A clean phone or e-mail for each line that says something; empty where it says neither.

    Of a line of several cells the first that is an address counts. A first line without one is a header.
    """
    lines = [line for line in text.splitlines() if line.strip(" \t,;\ufeff")]
    found = [_address(line) for line in lines]
    if len(found) > 1 and not found[0] and not any(sign.isdigit() or sign == "@" for sign in lines[0]):
        return found[1:]
    return found


def _address(line: str) -> str:
    for cell in CELLS.split(line):
        try:
            return addresses.clean(cell.strip(" \"'\ufeff"))
        except BadAddress:
            continue
    return ""


def at(found: Sequence[str]) -> Iterator[Chosen]:
    """The accounts at these addresses, in their order."""
    known = _known(found)
    yield from _each(known.get(address) for address in found)


def these(ids: Iterable[int]) -> Iterator[Chosen]:
    """The accounts of these numbers, in their order."""
    wanted = list(ids)
    rows = User.objects.select_related("merged_into").in_bulk(wanted)
    yield from _each(rows.get(pk) for pk in wanted)


def of_tier(tier: int) -> list[int]:
    """Everybody whom purchases brought into the tier."""
    rows = User.objects.filter(membership__tier=tier, is_active=True, is_staff=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _known(found: Sequence[str]) -> dict[str, User]:
    phones = [each for each in found if each and not addresses.is_email(each)]
    emails = [each for each in found if addresses.is_email(each)]
    known: dict[str, User] = {}
    for start in range(0, max(len(phones), len(emails)), BATCH):
        batch = slice(start, start + BATCH)
        known |= {str(user.phone): user for user in User.objects.filter(phone__in=phones[batch])}
        known |= {user.email or "": user for user in User.objects.filter(email__in=emails[batch])}
    return known


def _each(users: Iterable[User | None]) -> Iterator[Chosen]:
    """Numbered from one; an account joined into another stands for that one, and each counts once."""
    seen: set[int] = set()
    for number, found in enumerate(users, 1):
        user = found
        while user and user.merged_into:
            user = user.merged_into
        why = why_not(user) or ("twice" if user and user.pk in seen else "")
        seen |= {user.pk} if user else set()
        yield Chosen(number, user.pk if user else None, why)


def why_not(user: User | None) -> str:
    """Why this account can be given nothing; empty where it can."""
    if user is None:
        return "unknown"
    if user.erased_at or not user.is_active:
        return "closed"
    return "staff" if user.is_staff else ""
