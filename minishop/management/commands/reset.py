import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from minishop.embedded import Places, leases


class Command(BaseCommand):
    help = "Throws away the embedded shop's data: orders, members, pictures, everything."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("DATABASE_URL is set: this only ever removes the embedded shop's own data.")
        places = Places(settings.DATA_DIR)
        if not leases.stop_unused(settings.DATA_DIR):
            raise CommandError("The shop is running. Close it first (Ctrl-C), then reset.")
        for folder in (places.postgres, places.valkey, settings.MEDIA_ROOT):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (*settings.DATA_DIR.glob("beat*"), settings.DATA_DIR / "demo"):
            file.unlink(missing_ok=True)
        self.stdout.write("The shop is as new. `make run` opens it with the demo brand.")
