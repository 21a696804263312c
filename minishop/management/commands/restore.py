"""`manage.py restore FILE [--replace]`: a shop as a backup holds it, migrated and audited."""

import sys
from pathlib import Path
from tarfile import TarError
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from minishop import audit
from minishop.backups import contents, programs, restoring


class Command(BaseCommand):
    help = "Makes this shop what a backup holds; refuses a shop that is not empty, unless told otherwise."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="What `backup` wrote.")
        parser.add_argument("--replace", action="store_true", help="Throws away what is in the database now.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restoring.restore(options["file"].resolve(), replace=options["replace"], say=self.stdout.write)
        except (restoring.Refused, contents.Damaged, programs.NoProgram) as problem:
            sys.exit(f"Nothing was changed. {problem}")
        except (TarError, FileNotFoundError) as problem:
            sys.exit(f"Nothing was changed. It can’t be read: {problem}")
        except programs.Failed as problem:
            sys.exit(f"The database is as it was. {problem}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("ensure_roles", stdout=self.stdout)
        self._audit()

    def _audit(self) -> None:
        results = audit.run()
        broken = [result for result in results if not result.is_clean]
        for result in broken:
            self.stdout.write(f"BROKEN {result.row.code}: {result.row.what}: {result.findings[:3]}")
        self.stdout.write(f"{len(results)} rows of the audit, {len(broken)} broken.")
        if broken:
            sys.exit(1)
