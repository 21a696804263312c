"""`manage.py audit [--json] [CODE …]`: every invariant as one query that must return nothing."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from minishop import audit
from minishop.audit.services import SHOWN


class Command(BaseCommand):
    help = "Looks for anything that must never be; exits with 1 if there is some."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="Only these rows, such as S1 L2.")
        parser.add_argument("--json", action="store_true", help="For machines.")

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := [code for code in options["codes"] if code not in audit.rows]:
            sys.exit(f"no such row: {', '.join(unknown)}")
        results = audit.run(*options["codes"])
        self._tell_machines(results) if options["json"] else self._tell_people(results)
        if not all(result.is_clean for result in results):
            sys.exit(1)

    def _tell_people(self, results: list[audit.Result]) -> None:
        for result in results:
            verdict = self.style.SUCCESS("holds ") if result.is_clean else self.style.ERROR("BROKEN")
            self.stdout.write(f"{result.row.code:<4} {verdict} {result.seconds:8.3f} s  {result.row.what}")
            for finding in result.findings[:SHOWN]:
                self.stdout.write("       " + ", ".join(f"{name}={value}" for name, value in finding.items()))
            if len(result.findings) > SHOWN:
                self.stdout.write("       … and more")
        total, broken = sum(r.seconds for r in results), sum(not r.is_clean for r in results)
        self.stdout.write(f"{len(results)} rows, {broken} broken, {total:.3f} s")

    def _tell_machines(self, results: list[audit.Result]) -> None:
        rows = [
            {
                "code": result.row.code,
                "what": result.row.what,
                "seconds": round(result.seconds, 3),
                "findings": result.findings[:SHOWN],
                "more": len(result.findings) > SHOWN,
            }
            for result in results
        ]
        told = {"clean": all(result.is_clean for result in results), "rows": rows}
        self.stdout.write(json.dumps(told, indent=1, cls=DjangoJSONEncoder, default=str))
