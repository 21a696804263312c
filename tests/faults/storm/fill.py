"""`python -m tests.faults.storm.fill`: tables, and a shop with enough to sell; prints the pieces."""

import json
import sys

from minishop import lending

lending.borrow()

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from tests import factories  # noqa: E402


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    factories.zone()
    houses = [factories.store(), factories.store()]
    pieces = [factories.variant(stock=dict.fromkeys(houses, 100_000)) for _ in range(4)]
    told = {"variants": [piece.pk for piece in pieces], "houses": [house.code for house in houses]}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
