"""A small site that serves the shop's service worker, for what no demo shop can be made to do."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "minishop" / "static" / "js" / "worker.js"


@dataclass
class Site:
    """What it answers, by path: (status, headers, body); and what it was asked, preloads marked."""

    address: str = ""
    look: str = "/static/look.1.css"
    answers: dict[str, tuple[int, dict[str, str], str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    #: Pages made for whoever sends a cookie, who finds his name on them.
    personal: set[str] = field(default_factory=set)

    def worker(self) -> str:
        facts = {
            "SHELL": [self.look],
            "OFFLINE": "/offline/",
            "NAMED_BY_CONTENT": True,
            "SIGN_OUT": "/sign-out/",
            "RENEWAL": "/push/subscriptions/renewal/",
            "ICON": "/icon.png",
            "BADGE": "/badge.png",
        }
        head = "".join(f"const {name} = {json.dumps(value)}\n" for name, value in facts.items())
        return head + SOURCE.read_text(encoding="utf-8")

    def answer(self, path: str) -> tuple[int, dict[str, str], str]:
        if path == "/sw.js":
            return 200, {"Content-Type": "text/javascript", "Cache-Control": "no-cache"}, self.worker()
        if path.startswith("/static/"):
            return 200, {"Content-Type": "text/css"}, f"body{{--look:'{path}'}}"
        html = {"Content-Type": "text/html; charset=utf-8", "Content-Language": "en"}
        status, headers, body = self.answers.get(path, (200, {}, f"<title>{path}</title>"))
        look = f'<link rel="stylesheet" href="{self.look}">'
        return status, html | headers, f'<p id="saved" data-saved=""></p>{look}{body}<h1>{path}</h1>'


@contextmanager
def opened(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            preloads = "Service-Worker-Navigation-Preload" in self.headers
            site.asked.append(self.path + (" (preload)" if preloads else ""))
            path = self.path.split("?")[0]
            status, headers, body = site.answer(path)
            if path in site.personal and "Cookie" in self.headers:
                headers, body = headers | {"Cache-Control": "private, no-store"}, body + "<b>Wen</b>"
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_POST(self) -> None:
            self.send_response(303)
            self.send_header("Location", "/")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
