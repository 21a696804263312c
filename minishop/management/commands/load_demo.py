from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from minishop.demo import loading


class Command(BaseCommand):
    help = "Loads the demo brand, Lune & Loom; loading again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        began = monotonic()
        loading.load(lambda step: self.stdout.write(f"  {monotonic() - began:5.1f} s  {step}"))
        self.stdout.write(f"  {monotonic() - began:5.1f} s  the demo brand is loaded")
