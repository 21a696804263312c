"""What a member code that was read stands for; no row is kept of any."""

from dataclasses import dataclass

from members.accounts.models import User


class StaleCode(Exception):
    """The code is one of ours, but its moment is over or has not come: it counts for nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Who showed the code, the slot it was good in, and a name for this one code that does not tell it."""

    user: User
    slot: int
    key: str


@dataclass(frozen=True, slots=True)
class Codes:
    """What a member's open page holds: the code of this moment and the next ones, in order."""

    number: str
    digits: list[str]
    #: Seconds until the first gives way to the second.
    left: int
    seconds: int
