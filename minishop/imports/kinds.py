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
