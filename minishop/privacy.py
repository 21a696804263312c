"""What the shop holds about a person, said by the feature that holds it.

A feature adds its holdings in its `privacy.py`, listed in the department's index; the privacy notice, the
copy of one's data, erasure and the audit are made of them, so that nothing can be held without standing
there.

Erasure runs the holdings in the order they were added, "account" last of all: until then the person's
phone and e-mail are known to the others. Each is its own transaction, outside any other, deletes files
before the rows that name them, and can be repeated, for a worker that was killed begins anew.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from minishop.registry import Registry

#: The holding that is erased after all others: their rows are found by its phone and e-mail.
ACCOUNT = "account"


def nothing(*_of: Any) -> Sequence[Any]:
    """No rows, no files, nothing to wait for."""
    return ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of personal data: what, why, and until when, in words for the person it is about."""

    title: Any
    what: Any
    why: Any
    kept: Any
    #: All of it for one person, as plain values, for the copy of their data.
    export: Callable[[Any], Any]
    #: Leaves nothing personal of theirs, rows and files; may be repeated, and is its own transaction.
    erase: Callable[[Any], object] | None = None
    #: What is left after an erasure and why, in words; without `erase`, why all of it stays.
    stays: Any = ""
    #: What is under way and needs the data, a word for each ("1 order on its way"); none when nothing is.
    waits_for: Callable[[Any], Sequence[Any]] = nothing
    #: Rows that still hold data of people who were erased; the audit (D1) wants none.
    remains: Callable[[], Iterable[Any]] = nothing
    #: Rows older than `kept` allows, a day of grace included; the audit (D1) wants none.
    overdue: Callable[[], Iterable[Any]] = nothing
    #: Files that are the person's own, as (name in the copy, open field file).
    files: Callable[[Any], Iterable[tuple[str, Any]]] = nothing


holdings: Registry[Holding] = Registry("holding")


def waiting(person: Any) -> list[str]:
    """What is under way and needs the person's data, in words of the reader's language."""
    return [str(word) for _name, holding in holdings for word in holding.waits_for(person)]


def in_order() -> list[tuple[str, Holding]]:
    """The holdings as they are erased: the account, by which the others find their rows, comes last."""
    return sorted(holdings, key=lambda held: held[0] == ACCOUNT)
