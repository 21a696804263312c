"""Someone at the import desk: tables brought, workers at work, what was said of the rows."""

from typing import Any

from django.core.files.base import ContentFile

from members.accounts.models import User
from minishop.desk import services as imports
from minishop.desk import working
from minishop.imports.models import ImportLine, ImportRun
from tests import factories


class Desk:
    def __init__(self, person: User | None = None) -> None:
        self.person = person or factories.staff("admin")

    def bring(
        self, text: str | bytes, kind: str = "prices", name: str = "table.csv", **options: Any
    ) -> ImportRun:
        """The table is brought, and nobody has looked at it yet."""
        content = text.encode() if isinstance(text, str) else text
        return imports.start(
            kind=kind, file=ContentFile(content), filename=name, actor=self.person, options=options,
            language="en",
        )  # fmt: skip

    def checked(self, text: str | bytes, kind: str = "prices", **told: Any) -> ImportRun:
        return worked(self.bring(text, kind, **told))

    def applied(self, text: str | bytes, kind: str = "prices", **told: Any) -> ImportRun:
        run = self.checked(text, kind, **told)
        imports.apply(run=run, actor=self.person)
        return worked(run)


def worked(run: ImportRun) -> ImportRun:
    """Workers have done all there is to do of it."""
    while working.work(run.pk):
        pass
    run.refresh_from_db()
    return run


def said(run: ImportRun, level: str = ImportLine.Level.ERROR) -> list[str]:
    """What its latest pass says at this level, with the rows it says it of."""
    return [f"{line.row}: {line.message}" for line in run.said().filter(level=level)]


def differences(run: ImportRun) -> list[tuple[str, str, str, str]]:
    lines = run.said().filter(level=ImportLine.Level.CHANGE)
    return [(line.key, line.column, line.before, line.after) for line in lines]


def sums(run: ImportRun) -> tuple[int, int, int]:
    """Its rows, those applied and those reported."""
    return run.rows, run.applied, run.reported
