"""Posts one body to an address that somebody gave us; nothing about it is trusted. Pure of the shop.

Over TLS that proves the name, to the public internet only, following no redirect, over no proxy, with no
cookie, reading no more of the answer than was asked for, and over at the deadline whatever happens.
"""

import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import httpcore
import httpx

from minishop import outside
from minishop.outbound.doors import DoorClosed, Doors, TooSlow

SECONDS = 15.0
#: How much of an answer is read.
READ = 4096
#: How much may be sent.
SENT = 1024 * 1024
LONGEST = 2000
AGENT = ("User-Agent", "Minishop/1")


class NotSent(Exception):
    """Nobody took it; `reason` says why.

    Reasons: "address" (not https, not public, not one), "size", "tls", "slow", "away".
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: the status, the headers by small names, and the beginning of the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_taken(self) -> bool:
        return 200 <= self.status < 300


@outside.guarded
def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    allow: Collection[str] = (),
    read: int = READ,
) -> Answer:
    """The answer, of whatever status; `allow` names "address:port" let through all the same (tests).

    Raises:
        NotSent: nothing was sent, or no answer came in time.
    """
    address = checked(url, allow=allow)
    if len(body) > SENT:
        raise NotSent("size")
    try:
        return _posted(address, body, headers or {}, Doors(seconds=seconds, allow=allow), read)
    except (DoorClosed, UnicodeError, httpx.InvalidURL) as closed:
        raise NotSent("address") from closed
    except (TooSlow, httpcore.TimeoutException) as late:
        raise NotSent("slow") from late
    except (OSError, httpcore.NetworkError, httpcore.ProtocolError) as trouble:
        raise NotSent("tls" if _is_distrust(trouble) else "away") from trouble


def checked(url: str, *, allow: Collection[str] = ()) -> httpx.URL:
    """A whole https address without a name and password in it; http only where it is allowed by number.

    Raises:
        NotSent: it is none.
    """
    try:
        address = httpx.URL(url)
        if len(url) > LONGEST or not address.host or address.userinfo:
            raise NotSent("address")
    except (httpx.InvalidURL, TypeError, UnicodeError) as flaw:
        raise NotSent("address") from flaw
    if address.scheme == "https" or (address.scheme == "http" and address.netloc.decode() in allow):
        return address
    raise NotSent("address")


def _posted(url: httpx.URL, body: bytes, headers: Mapping[str, str], doors: Doors, read: int) -> Answer:
    target = url.raw_path.partition(b"#")[0]
    asked = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target)
    told = [
        ("Host", url.netloc.decode("ascii")),
        AGENT,
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
        ("Content-Length", str(len(body))),
        *headers.items(),
    ]
    with (
        httpcore.ConnectionPool(network_backend=doors, retries=0) as pool,
        pool.stream("POST", asked, headers=told, content=body) as answer,
    ):
        return Answer(answer.status, _named(answer), _beginning(answer, read))


def _named(answer: httpcore.Response) -> dict[str, str]:
    return {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in answer.headers}


def _beginning(answer: httpcore.Response, read: int) -> bytes:
    """What came of the body up to so many bytes; who breaks off after the status has still answered."""
    came = bytearray()
    try:
        for part in answer.iter_stream():
            came += part
            if len(came) >= read:
                break
    except (TooSlow, OSError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        pass
    return bytes(came[:read])


def _is_distrust(trouble: BaseException | None) -> bool:
    """Whether it failed because the certificate proved nothing."""
    while trouble is not None:
        if isinstance(trouble, ssl.SSLCertVerificationError):
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False
