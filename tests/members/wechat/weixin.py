"""A small server on this machine that answers as WeChat would, or as badly as a test likes."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

TOKEN = {
    "access_token": "A-token-nobody-may-read",
    "expires_in": 7200,
    "refresh_token": "R-token-nobody-may-read",
    "openid": "oWen",
    "scope": "snsapi_userinfo",
    "unionid": "uWen",
}
PERSON = {"openid": "oWen", "nickname": "小文", "sex": 0, "privilege": [], "unionid": "uWen"}
TOKEN_PATH, PERSON_PATH = "/sns/oauth2/access_token", "/sns/userinfo"


class Weixin(ThreadingHTTPServer):
    """What each path answers: a status, a body, and how long it takes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, tuple[int, bytes, float]] = {}
        self.says(TOKEN_PATH, TOKEN)
        self.says(PERSON_PATH, PERSON)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def says(self, path: str, told: Any, *, status: int = 200, slow: float = 0) -> None:
        body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
        self.answers[path] = (status, body, slow)


class Handler(BaseHTTPRequestHandler):
    server: Weixin

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self.server.asked.append((address.path, dict(parse_qsl(address.query))))
        status, body, slow = self.server.answers.get(address.path, (404, b"", 0))
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for byte in body if slow else ():
            time.sleep(slow)
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return
        if not slow:
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def open_weixin() -> Iterator[Weixin]:
    server = Weixin()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
