#!/usr/bin/env python
"""Django's command line; borrows the embedded services for as long as a command runs."""

import os
import signal
import sys

# Commands that touch neither database nor Valkey, and so start nothing.
ALONE = {"help", "version", "--help", "-h", "--version", "serve", "reset", "check", "diffsettings"}
ALONE |= {"startapp", "collectstatic", "findstatic", "compilemessages", "makemessages"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minishop.settings")
    if len(sys.argv) > 1 and not ALONE & {*sys.argv[1:]}:
        _borrow_services()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _borrow_services() -> None:
    """The services this command needs are up until it ends, however it ends short of kill -9."""
    from minishop import lending

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        lending.borrow()
    except lending.ServiceFailed as problem:
        sys.exit(f"{problem}")


if __name__ == "__main__":
    main()
