"""Fetches one file from an address that a table named; nothing about it is trusted. Pure of the shop.

No cookies, no headers of ours, no compression; every redirect is checked as the first address was. What
came is judged by decoding it, whatever its headers say.
"""

from collections.abc import Collection

import httpcore
import httpx

from catalog.pictures.decode import MAX_BYTES
from minishop import outside
from minishop.outbound.doors import DoorClosed, Doors, TooSlow

SECONDS = 30.0
STEP_SECONDS = 10.0
TIMEOUTS = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)}
REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
#: Answers after which it is worth asking again.
PASSING = (408, 425, 429, 500, 502, 503, 504)
HEADERS = [("Accept", "image/*"), ("Accept-Encoding", "identity"), ("Connection", "close")]
AGENT = ("User-Agent", "Minishop/1 (fetches pictures its merchant names)")


class NotFetched(Exception):
    """Nothing came; `reason` says why, and `passing` whether it may be otherwise later.

    Reasons: "address", "redirects", "size", "slow", "away", and "answer" with the HTTP status.
    """

    def __init__(self, reason: str, *, passing: bool = False, status: int = 0) -> None:
        self.reason, self.passing, self.status = reason, passing, status
        super().__init__(f"{reason} {status}" if status else reason)


@outside.guarded
def fetch(address: str, *, seconds: float = SECONDS, allow: Collection[str] = ()) -> bytes:
    """The bytes that lie there, at most `MAX_BYTES`, within so many seconds in all.

    Raises:
        NotFetched: refused, or nothing came.
    """
    doors = Doors(seconds=seconds, allow=allow)
    try:
        with httpcore.ConnectionPool(network_backend=doors, retries=0) as pool:
            return _follow(pool, address)
    except (DoorClosed, UnicodeError, httpx.InvalidURL) as closed:
        raise NotFetched("address") from closed
    except (TooSlow, httpcore.TimeoutException) as late:
        raise NotFetched("slow", passing=True) from late
    except (OSError, httpcore.NetworkError, httpcore.ProtocolError) as trouble:
        raise NotFetched("away", passing=True) from trouble


def _follow(pool: httpcore.ConnectionPool, address: str) -> bytes:
    url = _checked(address)
    for _ in range(REDIRECTS + 1):
        with pool.stream("GET", _asked(url), headers=_headers(url), extensions=TIMEOUTS) as answer:
            if answer.status not in MOVED:
                return _body(answer)
            url = _checked(url.join(_header(answer, b"location")))
    raise NotFetched("redirects")


def _checked(address: str | httpx.URL) -> httpx.URL:
    """A whole web address without a name and password in it."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError) as flaw:
        raise NotFetched("address") from flaw
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise NotFetched("address")
    return url


def _asked(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path.partition(b"#")[0]
    )


def _headers(url: httpx.URL) -> list[tuple[str, str]]:
    return [("Host", url.netloc.decode("ascii")), AGENT, *HEADERS]


def _body(answer: httpcore.Response) -> bytes:
    if answer.status != 200:
        raise NotFetched("answer", passing=answer.status in PASSING, status=answer.status)
    promised = _header(answer, b"content-length")
    if promised.isdigit() and int(promised) > MAX_BYTES:
        raise NotFetched("size")
    came = bytearray()
    for part in answer.iter_stream():
        came += part
        if len(came) > MAX_BYTES:
            raise NotFetched("size")
    return bytes(came)


def _header(answer: httpcore.Response, name: bytes) -> str:
    found = next((value for key, value in answer.headers if key.lower() == name), b"")
    return found.decode("latin-1")
