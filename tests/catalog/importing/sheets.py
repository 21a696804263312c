"""Tables for the tests of the import: small ones written in place, and one file for each mess."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minishop.imports import tables
from minishop.imports.kinds import Change, Finding, Outcome, Request, kinds
from tests import factories

TABLES = Path(__file__).parent / "tables"


@dataclass
class Told:
    """What an import came to."""

    outcomes: list[Outcome]

    @property
    def rows(self) -> int:
        return sum(len(each.rows) for each in self.outcomes)

    @property
    def applied(self) -> int:
        return sum(each.applied for each in self.outcomes)

    @property
    def reported(self) -> int:
        return sum(each.reported for each in self.outcomes)

    @property
    def changes(self) -> list[Change]:
        return [change for each in self.outcomes for change in each.changes]

    @property
    def findings(self) -> list[Finding]:
        return [finding for each in self.outcomes for finding in each.findings]

    @property
    def errors(self) -> list[tuple[int, str]]:
        return [(each.row, str(each.message)) for each in self.findings if each.is_error]

    @property
    def warnings(self) -> list[tuple[int, str]]:
        return [(each.row, str(each.message)) for each in self.findings if not each.is_error]

    def said(self, row: int) -> str:
        return " ".join(str(each.message) for each in self.findings if each.row == row)


def run(source: str | bytes | Path, *, dry: bool = False, actor: Any = None, **options: Any) -> Told:
    """The table is imported: a file's name in `tables`, a path, or its text."""
    if isinstance(source, str) and source.endswith(".csv"):
        source = TABLES / source
    data = source.read_bytes() if isinstance(source, Path) else source
    data = data.encode() if isinstance(data, str) else data
    kind, request = kinds["products"], Request(options, actor=actor, reference=str(next(factories._numbers)))
    work = kind.plan if dry else kind.apply
    return Told([work(unit, request) for unit in kind.units(tables.read(io.BytesIO(data)))])


def exported(form: str = "csv") -> bytes:
    return b"".join(tables.write(*kinds["products"].export(), form))
