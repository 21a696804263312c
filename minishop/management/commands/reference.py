"""`manage.py reference settings|events|permissions|commands`: the reference documents, made from the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minishop.management.reference import SHEETS, sheet


class Command(BaseCommand):
    help = "Prints one of the reference documents, made from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sheet", choices=sorted(SHEETS), help="Which one.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(sheet(options["sheet"]), ending="")
