"""`manage.py sweep`: every sweep once, then what they left to deliver."""

from typing import Any

from django.core.management.base import BaseCommand

from minishop import events, schedule


class Command(BaseCommand):
    help = "Runs every registered sweep once, as beat would in time."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, ran in schedule.run_all().items():
            self.stdout.write(f"{name}: {'done' if ran else 'not run'}")
        self.stdout.write(f"delivered {events.sweep()}")
