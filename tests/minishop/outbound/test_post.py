"""What is posted reaches the public internet and nothing else, once, and in bounded time and size."""

import socket
import time

import pytest

from minishop import outbound
from minishop.outbound import NotSent
from tests.minishop.outbound import receiver as receivers
from tests.minishop.outbound.receiver import says


@pytest.fixture
def receiver():
    with receivers.listening() as receiver:
        yield receiver


def post(receiver, **more):
    return outbound.post(receiver.url, b"{}", allow=[receiver.door], **more)


def refused(url, **more):
    with pytest.raises(NotSent) as refusal:
        outbound.post(url, b"{}", **more)
    return refusal.value.reason


def test_the_body_arrives_with_the_headers_and_the_answer_comes_back(receiver):
    receiver.say = says(201, b"thank you", Retry_After="7")
    answer = post(receiver, headers={"webhook-id": "msg_1"})
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (201, b"thank you", "7")
    ((path, headers, body),) = receiver.taken
    assert (path, headers["webhook-id"], body) == ("/hooks", "msg_1", b"{}")
    assert not {"cookie", "authorization", "referer"} & headers.keys()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.1.2.3", "172.16.0.1", "192.168.1.1", "0.0.0.0", "0", "2130706433",
        "0x7f.1", "017700000001", "169.254.169.254", "100.100.100.200", "168.63.129.16",
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[fd00::1]", "[64:ff9b::7f00:1]",
    ],
)  # fmt: skip
def test_nothing_inside_is_posted_to(host):
    assert refused(f"https://{host}/hooks") == "address"


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "//8.8.8.8/", "8.8.8.8", "", "https://",
        "https://wen:secret@8.8.8.8/", "https://8.8.8.8:6379/", "https://\udcff/",
        "https://8.8.8.8/" + "a" * 2000, "javascript:alert(1)", "http://127.0.0.1:8000/",
    ],
)  # fmt: skip
def test_such_an_address_is_refused_unasked(url, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *where: pytest.fail("it was asked"))
    assert refused(url) == "address"


def test_without_its_exception_the_receiver_hears_nothing(receiver):
    assert refused(receiver.url) == "address"
    assert refused(receiver.url, allow=["127.0.0.1:1"]) == "address"
    assert receiver.taken == []


def test_a_name_is_resolved_once_and_connected_where_it_was_checked(monkeypatch):
    """DNS rebinding: the second answer would be inside."""
    answers, connected = iter(["8.8.8.8", "127.0.0.1"]), []
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *asked, **more: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))],
    )

    def connect(address, *how, **more):
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert refused("https://rebinding.example/") == "away"
    assert connected == ["8.8.8.8"]


def test_a_resolver_that_does_not_answer_costs_no_more_than_the_deadline(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: time.sleep(30))
    assert refused("https://slow.example/", seconds=0.2) == "slow"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_nobody_follows_it(receiver, status):
    receiver.say = says(status, Location=f"http://{receiver.door}/elsewhere")
    answer = post(receiver)
    assert (answer.status, answer.is_taken, len(receiver.taken)) == (status, False, 1)


def test_a_proxy_in_the_environment_is_not_used(receiver, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert post(receiver).is_taken


def test_an_answer_that_drips_is_given_up_at_the_deadline(receiver):
    def drip(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):
            request.wfile.write(f"X-{n}: moon\r\n".encode())
            time.sleep(0.05)

    receiver.say = drip
    with pytest.raises(NotSent) as refusal:
        post(receiver, seconds=0.3)
    assert refusal.value.reason == "slow"


def test_of_an_answer_without_end_the_beginning_is_read(receiver):
    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"moon" * 4096)

    receiver.say = endless
    answer = post(receiver, read=100)
    assert (answer.status, answer.body) == (200, b"moon" * 25)


def test_headers_without_end_are_no_answer(receiver):
    def endless(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            request.wfile.write(b"X-Moon: " + b"o" * 65536 + b"\r\n")

    receiver.say = endless
    with pytest.raises(NotSent) as refusal:
        post(receiver)
    assert refusal.value.reason == "away"


def test_who_breaks_off_after_the_status_has_answered(receiver):
    receiver.say = says(200, b"x", Content_Length="500")
    assert post(receiver).is_taken


def test_a_body_that_is_too_large_is_not_sent(receiver):
    with pytest.raises(NotSent) as refusal:
        outbound.post(receiver.url, bytes(1024 * 1024 + 1), allow=[receiver.door])
    assert (refusal.value.reason, receiver.taken) == ("size", [])


def test_nobody_there_is_away():
    assert refused("http://127.0.0.1:1/", allow=["127.0.0.1:1"]) == "away"


def test_a_certificate_nobody_vouches_for_is_refused_before_anything_is_said(tmp_path, monkeypatch):
    certificate = receivers.certificate(tmp_path)
    with receivers.listening(certificate) as receiver:
        assert refused(receiver.url, allow=[receiver.door]) == "tls"
        assert receiver.taken == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert post(receiver).is_taken


def test_a_certificate_for_another_name_is_refused(tmp_path, monkeypatch):
    certificate = receivers.certificate(tmp_path, "127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with receivers.listening(certificate) as receiver:
        assert refused(receiver.url, allow=[receiver.door]) == "tls"
        assert receiver.taken == []
