from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from minishop.serving import translations


class Command(BaseCommand):
    help = "Compiles the shop's translations that have changed; needs no gettext."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what would be compiled")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        if check:
            for source in translations.stale(settings.LOCALE_PATHS):
                self.stdout.write(str(source))
            return
        count = translations.compile_stale(settings.LOCALE_PATHS)
        self.stdout.write(f"{count} compiled" if count else "All translations are up to date")
