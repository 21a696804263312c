"""Connections to the public internet and to nothing else, each ending at a deadline.

The name is resolved here, every address it has is checked, and the connection goes to a checked address:
a name that answers differently the next time gains nothing. TLS still proves the name. Pure of the shop.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterable
from typing import Any

import httpcore

from minishop import outside

PORTS = (80, 443)
#: Public by their number, and yet a cloud's own machines: Azure's wire server.
INSIDE = ("168.63.129.16",)
#: Networks that carry an IPv4 address inside, which might be a private one: NAT64 and 6to4.
TUNNELS = ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class DoorClosed(Exception):
    """The address is none of the public internet's, or its port is none of the web's."""


class TooSlow(Exception):
    """The answer was not there in time."""


def is_public(text: str) -> bool:
    """Whether the address belongs to the public internet."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None)
    if inner is not None:
        return is_public(str(inner))
    if any(_within(address, network) for network in TUNNELS) or str(address) in INSIDE:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _within(address: Address, network: str) -> bool:
    net = ipaddress.ip_network(network)
    return address.version == net.version and address in net


@outside.guarded
def resolve(host: str, port: int, *, allow: Collection[str] = (), seconds: float | None = None) -> str:
    """An address of the host that may be connected to.

    Raises:
        DoorClosed: one of its addresses is not public, or the port is another than the web's.
        OSError: the name is unknown.
        TooSlow: nobody said so in time.
    """
    found = _addresses(host, port, seconds)
    if all(f"{address}:{port}" in allow for address in found):
        return found[0]
    if port not in PORTS or not all(is_public(address) for address in found):
        raise DoorClosed(host)
    return found[0]


def _addresses(host: str, port: int, seconds: float | None) -> list[str]:
    """What the resolver answers; asked beside us, as nothing else can make it hurry."""
    said: list[Any] = []

    def ask() -> None:
        try:
            said.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as problem:  # raised below, where somebody waits for it
            said.append(problem)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not said:
        raise TooSlow
    if isinstance(said[0], Exception):
        raise said[0]
    return [str(answer[4][0]) for answer in said[0]]


class Doors(httpcore.NetworkBackend):
    """Opens what `resolve` lets through; all that goes over it is over by the deadline.

    `allow` names "address:port" that are let through all the same; the shop's setting is empty.
    """

    def __init__(self, *, seconds: float, allow: Collection[str] = ()) -> None:
        self.deadline = time.monotonic() + seconds
        self.allow = allow
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = resolve(host, port, allow=self.allow, seconds=self.left(timeout))
        stream = self.inner.connect_tcp(address, port, timeout=self.left(timeout))
        return Bounded(stream, self)

    def left(self, timeout: float | None) -> float:
        """The seconds one step may take."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooSlow
        return left if timeout is None else min(left, timeout)


class Bounded(httpcore.NetworkStream):
    """A connection whose every step is bounded by what is left of the whole."""

    def __init__(self, inner: httpcore.NetworkStream, doors: Doors) -> None:
        self.inner, self.doors = inner, doors

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.doors.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.doors.left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wrapped = self.inner.start_tls(ssl_context, server_hostname, self.doors.left(timeout))
        return Bounded(wrapped, self.doors)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)
