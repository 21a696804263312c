from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from members.accounts.models import User
from members.secondfactor import services as second


class Command(BaseCommand):
    help = "Lets someone of the staff set up a new second factor, should no admin be left to do it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Whose.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower(), is_staff=True).first()
        if user is None:
            raise CommandError("Nobody of the staff has that e-mail.")
        second.reset(user=user)
        self.stdout.write("Done: they set it up when they sign in next.")
