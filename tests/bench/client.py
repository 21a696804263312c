"""Asks for one page again and again: `python -m tests.bench.client HOST PORT PATH SECONDS [COOKIE]`.

A process of its own, eight connections that stay open, next to no work a request: what is measured is
the shop. Prints how many answers came and how many were not 200.
"""

import json
import socket
import sys
import time
from threading import Thread
from typing import BinaryIO

CONNECTIONS = 8


def ask(place: tuple[str, int], request: bytes, until: float, told: list[int]) -> None:
    answers = wrong = 0
    with socket.create_connection(place, timeout=30) as wire:
        stream = wire.makefile("rb", buffering=1 << 16)
        while time.monotonic() < until:
            wire.sendall(request)
            answers += 1
            wrong += read(stream) != 200
    told[0] += answers
    told[1] += wrong


def read(stream: BinaryIO) -> int:
    """The status of the next answer, read to its end."""
    status, length = int(stream.readline().split()[1]), 0
    while (line := stream.readline().strip()) != b"":
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    stream.read(length)
    return status


def main() -> None:
    host, port, path, seconds = sys.argv[1:5]
    cookie = f"Cookie: {sys.argv[5]}\r\n" if len(sys.argv) > 5 else ""
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{cookie}\r\n".encode()
    until, told = time.monotonic() + float(seconds), [0, 0]
    place = (host, int(port))
    threads = [Thread(target=ask, args=(place, request, until, told)) for _ in range(CONNECTIONS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"answers": told[0], "wrong": told[1], "seconds": time.monotonic() - began}))


if __name__ == "__main__":
    main()
