import os
import signal
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from minishop import embedded, env, lending
from minishop.embedded.places import is_free
from minishop.serving import prepare, say, supervisor

STAFF = (("Admin", "admin@lune.example"), ("Clerk, Wukang Road", "wukang@lune.example"))


class Command(BaseCommand):
    help = "Runs the whole shop: services, web, worker and beat, until Ctrl-C."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        port = self._port()
        try:
            self._prepare()
            os.environ["PORT"] = str(port)
            self._run(port)
        except embedded.ServiceFailed as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            say.line("shop", "Stopped before opening; the next start goes on from here.")

    def _prepare(self) -> None:
        if embedded.wanted():
            with say.step("Starting " + " and ".join(name.capitalize() for name in embedded.wanted())):
                lending.borrow()
        prepare.everything()
        connections.close_all()

    def _run(self, port: int) -> None:
        pool = "threads" if settings.EMBEDDED else "prefork"
        children = supervisor.shop(port, pool, settings.DATA_DIR / "beat")
        say.line("shop", "Opening …")
        supervisor.Supervisor(children).run(lambda: self._welcome(port), lambda: supervisor.answers(port))
        say.line("shop", "Closed. Everything is kept; `make run` opens again.")

    def _port(self) -> int:
        """The port asked for, or the first free one from 8000 on."""
        if env.text("PORT"):
            if not is_free(settings.PORT):
                raise CommandError(
                    f"Port {settings.PORT} is taken. Choose another with PORT=…, or leave it out: "
                    "a free one is found."
                )
            return settings.PORT
        return next(port for port in range(8000, 65535) if is_free(port))

    def _welcome(self, port: int) -> None:
        home = settings.PUBLIC_URL if env.text("PUBLIC_URL") else f"http://localhost:{port}"
        lines = ["", f"  The shop   {home}/", f"  The admin  {home}/admin/"]
        if settings.DEMO:
            lines += [f"  {who:<20} {login}   password: moonrise" for who, login in STAFF]
        lines += ["  Ctrl-C closes it.", ""]
        for text in lines:
            say.line("shop", say.colour(text, "1") if "http" in text else text)
        sys.stdout.flush()
