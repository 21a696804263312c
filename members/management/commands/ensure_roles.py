from typing import Any

from django.core.management.base import BaseCommand

from members.staff import services as staff


class Command(BaseCommand):
    help = "Makes the staff's roles what the code says; run it after each migrate."

    def handle(self, *args: Any, **options: Any) -> None:
        groups = staff.ensure_groups()
        self.stdout.write(", ".join(group.name for group in groups))
