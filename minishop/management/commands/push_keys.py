"""`manage.py push_keys`: a new key for push, to be put into the environment."""

from typing import Any

from django.core.management.base import BaseCommand

from minishop.push import keys, signing


class Command(BaseCommand):
    help = "Prints a new VAPID key. Changing a shop's key ends every subscription there is."

    def handle(self, *args: Any, **options: Any) -> None:
        private = keys.new()
        self.stdout.write(f"VAPID_PRIVATE_KEY={private}")
        self.stdout.write(f"# its public half, which browsers are told: {signing.public_of(private)}")
