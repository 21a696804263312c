"""`manage.py import_products FILE [--images DIR] [--dry-run] [--set-stock]`: products from a table.

Exits with 0 when the table was gone through, also when rows are reported, and with 2 when it can't be read.
"""

import csv
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandParser

from catalog.tables.photographs import Folder
from minishop.imports import tables
from minishop.imports.kinds import Outcome, Request, kinds
from minishop.imports.tables import TableRefused

HEAD = ("row", "level", "key", "column", "before", "after", "message")


class Command(BaseCommand):
    help = "Imports products from Shopify's CSV, or XLSX; importing again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--images", type=Path, metavar="DIR", help="Photographs by their file name.")
        parser.add_argument("--dry-run", action="store_true", help="Only says what would change.")
        parser.add_argument(
            "--set-stock", action="store_true", help="Also sets the stock of what is here already."
        )
        parser.add_argument("--store", default="", help="The code of the house the stock lies in.")
        parser.add_argument("--report", type=Path, metavar="FILE", help="Writes each finding to a CSV.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["images"] and not options["images"].is_dir():
            self._stop(f"{options['images']}: no such folder")
        request = Request(
            options={
                "set_stock": options["set_stock"],
                "store": options["store"],
                "images": Folder(options["images"]) if options["images"] else None,
            },
            reference=uuid4().hex[:12],
        )
        try:
            self._go_through(options["file"], request, options)
        except (TableRefused, OSError) as refused:
            self._stop(f"{options['file']}: {refused}")

    def _stop(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(2)

    def _go_through(self, path: Path, request: Request, options: dict[str, Any]) -> None:
        kind = kinds["products"]
        table = tables.read(path)
        for note in table.notes:
            self.stdout.write(str(note))
        work = kind.plan if options["dry_run"] else kind.apply
        counts = dict.fromkeys(("rows", "applied", "reported", "new", "changed", "unchanged"), 0)
        report = Report(options["report"], self.stderr)
        for unit in kind.units(table):
            outcome = work(unit, request)
            _count(counts, outcome)
            report.take(outcome)
        report.close()
        self.stdout.write("{new} new, {changed} changed, {unchanged} unchanged".format(**counts))
        self.stdout.write("rows {rows} = applied {applied} + reported {reported}".format(**counts))


def _count(counts: dict[str, int], outcome: Outcome) -> None:
    counts["rows"] += len(outcome.rows)
    counts["applied"] += outcome.applied
    counts["reported"] += outcome.reported
    counts["new" if outcome.is_new else "changed" if outcome.changes else "unchanged"] += 1


class Report:
    """What is found, as a table in a file, or line by line to those who watch."""

    def __init__(self, path: Path | None, stderr: Any) -> None:
        self._stderr = stderr
        self._file = path.open("w", encoding="utf-8-sig", newline="") if path else None
        self._writer = csv.writer(self._file) if self._file else None
        if self._writer:
            self._writer.writerow(HEAD)

    def take(self, outcome: Outcome) -> None:
        for each in outcome.findings:
            level = "error" if each.is_error else "warning"
            self._write(each.row, level, outcome.key, each.column, "", "", str(each.message))
        if self._writer and outcome.rows:
            for change in outcome.changes:
                self._write(
                    outcome.rows[0], "change", outcome.key, change.column, change.before, change.after, ""
                )

    def _write(self, row: int, level: str, *cells: str) -> None:
        if self._writer:
            self._writer.writerow([row, level, *map(tables.escaped, cells)])
        else:
            self._stderr.write(f"row {row}: {level}: {cells[0]}: {cells[-1]}")

    def close(self) -> None:
        if self._file:
            self._file.close()
