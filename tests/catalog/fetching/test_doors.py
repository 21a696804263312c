"""What is not of the public internet is never connected to, whatever it is called."""

import socket

import httpcore
import pytest

from catalog.fetching.download import NotFetched, fetch
from minishop import settings as shop_settings
from minishop.outbound.doors import DoorClosed, Doors, TooSlow, is_public, resolve
from tests.catalog.fetching import web as webs


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "0.0.0.0", "100.64.0.1",
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.2.7", "198.18.0.1",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::7f00:1",
        "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_outside_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "017700000001", "::1", "0"]
)
@pytest.mark.parametrize("port", [80, 443])
def test_no_spelling_of_this_machine_opens_a_door(host, port):
    with pytest.raises(DoorClosed):
        resolve(host, port)


@pytest.mark.parametrize("port", [22, 25, 6379, 8000])
def test_ports_of_other_services_stay_closed(port):
    with pytest.raises(DoorClosed):
        resolve("8.8.8.8", port)


def test_a_name_with_one_address_inside_is_refused(monkeypatch):
    """The resolver is the edge: a name that is here and there at once is nobody to trust."""
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: both)
    with pytest.raises(DoorClosed):
        resolve("both.example", 80)


def test_a_name_that_changes_its_answer_is_connected_where_it_was_checked(monkeypatch):
    """DNS rebinding: the second answer is inside, and nobody asks a second time."""
    answers = iter(["8.8.8.8", "127.0.0.1", "127.0.0.1"])
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *asked, **more: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))],
    )
    connected: list[str] = []

    class Edge(httpcore.SyncBackend):
        def connect_tcp(self, host, port, **how):  # type: ignore[no-untyped-def]
            connected.append(host)
            raise httpcore.ConnectError

    doors = Doors(seconds=5)
    doors.inner = Edge()
    with pytest.raises(httpcore.ConnectError):
        doors.connect_tcp("rebinding.example", 80)
    assert connected == ["8.8.8.8"]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://8.8.8.8/a.png", "file:///etc/passwd", "gopher://8.8.8.8/", "//8.8.8.8/a.png", "a.png", "",
        "http://", "http://wen:secret@8.8.8.8/", "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:7f00:1]/",
        "http://2130706433/", "http://169.254.169.254/latest/meta-data/", "http://8.8.8.8:6379/",
        "http://localhost/", "https://127.1/", "javascript:alert(1)", "http://[fe80::1%25eth0]/",
        "http://exa mple/", "http://\udcff/", "http://xn--/", "http://" + "a" * 300 + ".example/",
    ],
)  # fmt: skip
def test_such_an_address_is_refused_at_once(address):
    with pytest.raises(NotFetched) as refusal:
        fetch(address, seconds=5)
    assert refusal.value.reason in ("address", "away")


def test_the_shop_allows_no_exception():
    assert shop_settings.FETCH_ALLOW == []
    with webs.serving() as web:
        address = web.file("/moon.png", b"moon")
        with pytest.raises(NotFetched) as refusal:
            fetch(address, seconds=5)
        assert (refusal.value.reason, web.asked) == ("address", [])
        assert fetch(address, seconds=5, allow=[web.door]) == b"moon"


def test_an_exception_is_for_its_port_alone():
    with pytest.raises(DoorClosed):
        resolve("127.0.0.1", 6379, allow=["127.0.0.1:8000"])


def test_after_the_deadline_no_door_opens():
    with pytest.raises(TooSlow):
        Doors(seconds=-1, allow=["127.0.0.1:1"]).connect_tcp("127.0.0.1", 1)
