"""What comes from an address: so many bytes, in so much time, after so many turns, and no more."""

import time

import pytest

from catalog.fetching import download
from catalog.fetching.download import NotFetched, fetch
from catalog.pictures.decode import MAX_BYTES
from tests.catalog.fetching.web import Web, leads, sends


def refused(web: Web, address: str, seconds: float = 5) -> NotFetched:
    with pytest.raises(NotFetched) as refusal:
        fetch(address, seconds=seconds, allow=[web.door])
    return refusal.value


def test_the_bytes_come_and_nothing_of_ours_is_told(web):
    assert fetch(web.file("/a.png?v=1", b"moon"), allow=[web.door]) == b"moon"
    ((path, headers),) = web.asked
    assert path == "/a.png?v=1"
    assert headers["Host"] == web.door
    assert not {"Cookie", "Authorization", "Referer", "Accept-Language"} & headers.keys()


def test_a_cookie_is_not_brought_back(web):
    web.at("/first", sends(302, Location="/second", Set_Cookie="who=wen"))
    web.file("/second", b"moon")
    assert fetch(f"http://{web.door}/first", allow=[web.door]) == b"moon"
    assert "Cookie" not in web.asked[1][1]


def test_three_turns_are_followed_and_no_fourth(web):
    for n in range(4):
        web.at(f"/{n}", leads(f"/{n + 1}"))
    web.file("/4", b"moon")
    assert fetch(f"http://{web.door}/1", allow=[web.door]) == b"moon"
    assert refused(web, f"http://{web.door}/0").reason == "redirects"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://[::1]:6379/",
        "http://:0/",
    ],
)
def test_a_turn_inside_is_refused(web, to):
    assert refused(web, web.at("/a", leads(to))).reason == "address"
    assert len(web.asked) == 1


def test_a_file_that_says_it_is_too_large_is_not_read(web):
    problem = refused(web, web.at("/a", sends(200, b"x", Content_Length=str(MAX_BYTES + 1))))
    assert (problem.reason, problem.passing) == ("size", False)


def test_a_file_that_does_not_stop_is_cut_off(web, monkeypatch):
    monkeypatch.setattr(download, "MAX_BYTES", 100_000)

    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(bytes(65536))

    assert refused(web, web.at("/a", endless)).reason == "size"


def test_an_answer_that_drips_is_given_up_at_the_deadline(web):
    def drip(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):
            request.wfile.write(f"X-{n}: moon\r\n".encode())
            time.sleep(0.1)

    problem = refused(web, web.at("/a", drip), seconds=0.6)
    assert (problem.reason, problem.passing) == ("slow", True)


def test_an_answer_that_breaks_off_may_come_later(web):
    problem = refused(web, web.at("/a", sends(200, b"x", Content_Length="500")))
    assert (problem.reason, problem.passing) == ("away", True)


@pytest.mark.parametrize(
    ("status", "passing"), [(404, False), (410, False), (403, False), (204, False), (429, True), (503, True)]
)
def test_another_answer_is_told_with_its_number(web, status, passing):
    problem = refused(web, web.at("/a", sends(status)))
    assert (problem.reason, problem.status, problem.passing) == ("answer", status, passing)


def test_nobody_there_may_be_there_later(web):
    nobody = "127.0.0.1:1"
    with pytest.raises(NotFetched) as refusal:
        fetch(f"http://{nobody}/", seconds=5, allow=[nobody])
    assert (refusal.value.reason, refusal.value.passing) == ("away", True)
