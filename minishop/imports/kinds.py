"""What can be imported and exported as a table, filled by departments from their `sheets.py`.

A kind cuts a table into units (the rows of one product; one row of stock), says what each unit would
change without changing it, and applies one unit in a transaction of its own. A good row is never lost to
a bad one: a unit applies what it can and reports the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from minishop.imports.tables import Table
from minishop.registry import Registry


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, as staff read it."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a row: an error keeps it out, a warning does not."""

    row: int
    message: Any
    column: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a unit's rows came to, or would come to."""

    key: str
    rows: tuple[int, ...]
    is_new: bool = False
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def reported(self) -> int:
        """How many of the rows are kept out."""
        return len({each.row for each in self.findings if each.is_error} & set(self.rows))

    @property
    def applied(self) -> int:
        return len(self.rows) - self.reported


@dataclass(frozen=True, slots=True)
class Request:
    """On whose behalf and how: `options` are the kind's own (`set_stock`, `images`)."""

    options: Mapping[str, Any] = field(default_factory=dict)
    actor: Any = None
    #: Names this run, so that stock set twice by one run moves once.
    reference: str = ""


class Kind(Protocol):
    """A sort of table. `units` reads once, in order, and always cuts the same table the same way."""

    name: str
    label: Any
    #: "app.codename" that staff need to import it; exporting needs `export_permission`.
    permission: str
    export_permission: str
    #: Option name → label of a checkbox, offered on upload.
    switches: Mapping[str, Any]
    #: Columns without which the table is not of this kind.
    needs: Sequence[str]

    def units(self, table: Table) -> Iterator[Any]: ...
    def plan(self, unit: Any, request: Request) -> Outcome:
        """What applying would do now; nothing is written."""

    def apply(self, unit: Any, request: Request) -> Outcome:
        """The unit's good rows are applied, in one transaction; repeating changes nothing."""

    def export(self) -> tuple[list[str], Iterable[Sequence[str]]]:
        """Headers and rows of all there is, cells unescaped; what it writes, `apply` reads back."""


kinds: Registry[Kind] = Registry("import kind")


def oversees(person: Any, kind: Kind) -> bool:
    """Whether this person may see and press on what others brought of the kind.

    A kind whose importers may each touch a part only names a further right as its `oversight`.
    """
    return person.has_perm(kind.permission) and person.has_perm(getattr(kind, "oversight", kind.permission))


def choices(kind: Kind, person: Any) -> dict[str, tuple[Any, list[tuple[str, Any]]]]:
    """Option name → (label, choices), for options that are no checkbox; a kind may offer them."""
    offer = getattr(kind, "choices", None)
    return offer(person) if offer else {}


def exported(kind: Kind, person: Any) -> tuple[list[str], Iterable[Sequence[str]]]:
    """All there is that this person may have; a kind may narrow it by an `export_for`."""
    narrow = getattr(kind, "export_for", None)
    return narrow(person) if narrow else kind.export()
