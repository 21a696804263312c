"""`manage.py export_products [FILE]`: all products in Shopify's columns, as CSV or, by its ending, XLSX."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minishop.imports import tables
from minishop.imports.kinds import kinds


class Command(BaseCommand):
    help = "Writes all products as a table; importing it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="Standard output unless given.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["file"]
        form = "xlsx" if path and path.suffix.casefold() == ".xlsx" else "csv"
        with path.open("wb") if path else sys.stdout.buffer as out:
            for piece in tables.write(*kinds["products"].export(), form):
                out.write(piece)
