"""`manage.py backup FILE [--with-secrets]`: database and stored files in one file, while the shop is open."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minishop.backups import programs, writing


class Command(BaseCommand):
    help = "Writes the whole shop into one file, while it goes on selling."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="Where to; nothing may lie there.")
        parser.add_argument(
            "--with-secrets", action="store_true", help="Sessions and the data folder's keys too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"].resolve()
        try:
            manifest = writing.write(file, with_secrets=options["with_secrets"])
        except FileExistsError:
            sys.exit(f"{file} is there already.")
        except (programs.NoProgram, programs.Failed, OSError) as problem:
            sys.exit(f"Nothing was written. {problem}")
        rows, files = sum(manifest.tables.values()), len(manifest.files) - 1
        size = file.stat().st_size / 1024 / 1024
        self.stdout.write(f"{file}: {rows} rows, {files} stored files, {size:.1f} MiB.")
        for left_out in manifest.left_out:
            self.stdout.write(f"Not in it: {left_out}.")
        self.stdout.write("It holds personal data and webhooks’ secrets: keep it where nobody else reads.")
