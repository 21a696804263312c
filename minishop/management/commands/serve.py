import errno
import os
import signal
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from minishop import embedded, env, lending
from minishop.serving import prepare, say, supervisor

STAFF = (("Admin", "admin@lune.example"), ("Clerk, Wukang Road", "wukang@lune.example"))


class Command(BaseCommand):
    help = "Runs the whole shop: services, web, worker and beat, until Ctrl-C."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        door = self._door()
        try:
            self._prepare()
            os.environ["PORT"] = str(door.getsockname()[1])
            self._run(door)
        except embedded.ServiceFailed as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            say.line("shop", "Stopped before opening; the next start goes on from here.")

    #: Whether someone asked us to stop before we opened.
    is_stopped = False

    def _stop(self, *_told: Any) -> None:
        """Interrupts what is being prepared; where a finaliser swallows that, we stop at its end."""
        self.is_stopped = True
        raise KeyboardInterrupt

    def _prepare(self) -> None:
        if embedded.wanted():
            with say.step("Starting " + " and ".join(name.capitalize() for name in embedded.wanted())):
                lending.borrow()
        prepare.everything()
        connections.close_all()
        if self.is_stopped:
            raise KeyboardInterrupt

    def _run(self, door: socket.socket) -> None:
        port = door.getsockname()[1]
        pool = "threads" if settings.EMBEDDED else "prefork"
        children = supervisor.shop(door, pool, settings.DATA_DIR / "beat")
        say.line("shop", "Opening …")
        supervisor.Supervisor(children).run(lambda: self._welcome(port), lambda: supervisor.answers(port))
        say.line("shop", "Closed. Everything is kept; `make run` opens again.")

    def _door(self) -> socket.socket:
        """A socket listening on the port asked for, or on the first free one from 8000 on.

        It is ours from the first moment to the last: nobody takes the port while the shop is made
        ready, and visitors wait, not refused, while the web process starts again.
        """
        asked = bool(env.text("PORT"))
        for port in [settings.PORT] if asked else range(8000, 65535):
            try:
                return socket.create_server((env.text("HOST", "127.0.0.1"), port), backlog=2048)
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    raise CommandError(f"Port {port} cannot be used: {problem.strerror}.") from problem
        raise CommandError(
            f"Port {settings.PORT} is taken. Choose another with PORT=…, or leave it out: one is found."
        )

    def _welcome(self, port: int) -> None:
        home = settings.PUBLIC_URL if env.text("PUBLIC_URL") else f"http://localhost:{port}"
        lines = ["", f"  The shop   {home}/", f"  The admin  {home}/admin/"]
        if settings.DEMO:
            lines += [f"  {who:<20} {login}   password: moonrise" for who, login in STAFF]
        lines += ["  Ctrl-C closes it.", ""]
        for text in lines:
            say.line("shop", say.colour(text, "1") if "http" in text else text)
        sys.stdout.flush()
