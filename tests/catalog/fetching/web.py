"""A web server on this machine that answers as a test wants."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """Where it is, what it was asked and what it answers, by path."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def door(self) -> str:
        """Its address as `FETCH_ALLOW` names it."""
        return f"127.0.0.1:{self.port}"

    def at(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return f"http://{self.door}{path}"

    def file(self, path: str, data: bytes, kind: str = "image/png") -> str:
        return self.at(path, sends(200, data, Content_Type=kind))


def sends(status: int, data: bytes = b"", **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def leads(to: str) -> Answer:
    return sends(302, Location=to)


@contextmanager
def serving() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            try:
                web.answers.get(self.path, sends(404))(self)
            except OSError:
                self.close_connection = True  # the visitor has gone

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
