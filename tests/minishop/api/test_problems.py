"""Whatever goes wrong under /api/ is told as RFC 9457 says, and its type leads to an explanation."""

import json

import pytest
from django.test import Client

from minishop.api import problems

pytestmark = pytest.mark.usefixtures("toy_shop")

KEY = {"idempotency-key": "k"}


def post(client, body, path="/api/v1/toys/", **headers):
    sent = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(path, sent, content_type="application/json", headers={**KEY, **headers})


def refused(answer, status: int, code: str) -> dict:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    told = answer.json()
    assert told["type"] == f"http://testserver/api/problems/{code}/"
    assert told["status"] == status
    assert told["title"]
    assert told["instance"].startswith("/api/v1/")
    return told


def test_every_kind_is_explained_at_its_address(client):
    for code, kind in problems.kinds:
        page = client.get(f"/api/problems/{code}/").content.decode()
        assert str(kind.status) in page
        assert code in page
    assert client.get("/api/problems/").status_code == 200
    assert client.get("/api/problems/no-such-kind/").status_code == 404


def test_flaws_of_a_body_say_where_they_are(client):
    told = refused(post(client, {"count": "two", "colours": ["red", 5]}), 400, "invalid")
    where = {(flaw["pointer"], flaw["code"]) for flaw in told["errors"]}
    assert where == {("#/name", "required"), ("#/count", "invalid"), ("#/colours/1", "invalid")}
    assert all(flaw["detail"] for flaw in told["errors"])


@pytest.mark.parametrize(
    "body",
    [
        {"name": 5},
        {"name": True},
        {"name": None},
        {"name": ["bear"]},
        {"name": "bear", "count": 1.0},
        {"name": "bear", "count": True},
        {"name": "bear", "is_soft": "true"},
        {"name": "bear", "is_soft": 1},
        {"name": "be\0ar"},
        {"name": "\ud83d"},
        {"name": "far too long a name"},
        ["bear"],
        "bear",
        None,
    ],
)
def test_what_is_sent_is_what_is_meant_or_refused(client, body):
    refused(post(client, json.dumps(body)), 400, "invalid")


@pytest.mark.parametrize("body", ["{", "NaN", '{"name": Infinity}', b"\xff\xfe", "[" * 100_000])
def test_what_is_no_json_is_refused(client, body):
    refused(post(client, body), 400, "malformed")


def test_a_body_of_more_than_a_megabyte_is_refused(client):
    refused(post(client, {"name": "x" * 1024 * 1024}), 413, "too-large")


def test_only_json_is_read_and_said(client):
    sent = client.post("/api/v1/toys/", "<name/>", content_type="text/xml", headers=KEY)
    refused(sent, 415, "unsupported-media-type")
    refused(client.get("/api/v1/toys/", headers={"accept": "text/html"}), 406, "not-acceptable")


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.delete("/api/v1/toys/")
    refused(answer, 405, "method-not-allowed")
    assert "POST" in answer["Allow"]


def test_an_address_that_does_not_exist_is_told_to_programs_as_a_problem_and_to_people_as_a_page(client):
    refused(client.get("/api/v1/nowhere/"), 404, "not-found")
    assert "text/html" in client.get("/nowhere/")["Content-Type"]


def test_a_domain_exception_brings_its_facts(client):
    told = refused(post(client, {"name": "gone"}), 409, "conflict")
    assert (told["detail"], told["left"]) == ("3 left", 3)


def test_a_fault_of_ours_tells_a_code_that_finds_the_log_line(caplog):
    told = refused(Client(raise_request_exception=False).get("/api/v1/window/?break"), 500, "server-error")
    assert told["support"] in caplog.text


def test_a_change_from_another_page_is_refused(wen):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(wen)
    refused(post(strict, {"name": "bear"}, origin="https://evil.example"), 403, "forbidden")
    ours = post(strict, {"name": "bear"}, origin="http://testserver")
    assert ours.status_code == 201


def test_words_are_in_the_language_asked_for_whatever_the_cookie_says(client):
    client.cookies["django_language"] = "en"
    zh = client.get("/api/v1/nowhere-else/", headers={"accept-language": "zh-CN"})
    assert zh.status_code == 404
    client.cookies["django_language"] = "zh-hans"
    window = client.get("/api/v1/window/", headers={"accept-language": "en"})
    assert (window.json()["words"], window["Content-Language"]) == ("There is no such thing", "en")
    window = client.get("/api/v1/window/", headers={"accept-language": "fr, *;q=0.5, zh-CN;q=0.4"})
    assert (window.json()["words"], window["Content-Language"]) == ("未找到", "zh-hans")
