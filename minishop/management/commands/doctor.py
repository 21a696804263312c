"""`manage.py doctor [--deep] [--json] [CHECK …]`: what is wrong with this shop, and what mends it."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minishop import doctor
from minishop.management import ailments

LOOKS = {"ok": "SUCCESS", "warning": "WARNING", "fault": "ERROR"}


class Command(BaseCommand):
    help = "Looks the whole shop over; exits with 1 if something has to be mended."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("checks", nargs="*", metavar="CHECK", help="Only these, such as disk worker.")
        parser.add_argument("--deep", action="store_true", help="The audit too, which takes its time.")
        parser.add_argument("--json", action="store_true", help="For machines.")

    def handle(self, *args: Any, **options: Any) -> None:
        assert ailments
        if unknown := [name for name in options["checks"] if name not in doctor.checks]:
            sys.exit(f"no such check: {', '.join(unknown)}")
        reports = doctor.examine(*options["checks"], deep=options["deep"])
        self._tell_machines(reports) if options["json"] else self._tell_people(reports)
        if any(report.verdict == "fault" for report in reports):
            sys.exit(1)

    def _tell_people(self, reports: list[doctor.Report]) -> None:
        for report in reports:
            look = getattr(self.style, LOOKS[report.verdict])
            self.stdout.write(f"{look(f'{report.verdict:<8}')} {report.check.name:<13} {report.check.holds}")
            for finding in report.findings:
                self.stdout.write(f"{'':<9}{'':<14}- {finding.words}")
                if finding.mend:
                    self.stdout.write(f"{'':<9}{'':<14}  {finding.mend}")
        verdicts = [report.verdict for report in reports]
        told = f"{verdicts.count('fault')} faults, {verdicts.count('warning')} warnings"
        self.stdout.write(f"{len(reports)} checks, {told}")

    def _tell_machines(self, reports: list[doctor.Report]) -> None:
        told = [
            {
                "check": report.check.name,
                "holds": report.check.holds,
                "verdict": report.verdict,
                "findings": [
                    {"words": one.words, "mend": one.mend, "is_fault": one.is_fault}
                    for one in report.findings
                ],
            }
            for report in reports
        ]
        is_well = all(report.verdict != "fault" for report in reports)
        self.stdout.write(json.dumps({"is_well": is_well, "checks": told}, indent=1, ensure_ascii=False))
