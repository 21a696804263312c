"""Watches everything that leaves the house while a test runs: no transaction is open meanwhile.

Two eyes that do not know of each other: the guard, before which every adapter's call passes (a refusal
counts, whoever swallows it), and the sockets, which also see a call that went round the guard.
"""

import socket
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from minishop import outside


class Watch:
    """What was called, and what of it while a transaction was open."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.inside: list[str] = []

    def saw(self, what: str) -> None:
        self.calls[what] += 1
        if outside.is_open():
            self.inside.append(what)

    def begin(self, patch: pytest.MonkeyPatch) -> None:
        ensure, connect = outside.ensure, socket.socket.connect

        def ensured(what: str) -> None:
            self.saw(what)
            ensure(what)

        def connected(this: socket.socket, address: Any) -> None:
            if not is_own_cache(address):
                self.saw(f"socket to {address}")
            connect(this, address)

        patch.setattr(outside, "ensure", ensured)
        patch.setattr(socket.socket, "connect", connected)


def is_own_cache(address: Any) -> bool:
    """The cache and the broker are the house's own, with time-outs shorter than any lock."""
    own = urlsplit(settings.REDIS_URL)
    return not isinstance(address, tuple) or address[:2] == (own.hostname, own.port)
