"""Who may keep an answer, and how a caller says which state it means."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("toy_shop")


def patch(client, name, **headers):
    body = json.dumps({"name": name})
    return client.patch("/api/v1/kept/", body, content_type="application/json", headers=headers)


def test_what_everyone_is_told_may_be_kept_by_anyone_for_a_while(client):
    answer = client.get("/api/v1/window/")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Vary"] == "Accept-Language"
    assert not answer.cookies


def test_what_is_someones_own_is_kept_by_nobody(client, wen):
    client.force_login(wen)
    answer = client.get("/api/v1/kept/")
    assert answer["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))


def test_a_refusal_is_kept_by_nobody(client):
    for path in ("/api/v1/kept/", "/api/v1/nowhere/"):
        assert client.get(path)["Cache-Control"] == "private, no-store"


def test_what_was_read_already_is_not_sent_again(client):
    first = client.get("/api/v1/window/")
    for known in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = client.get("/api/v1/window/", headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Cache-Control"] == first["Cache-Control"]
    zh = {"if-none-match": first["ETag"], "accept-language": "zh-CN"}
    assert client.get("/api/v1/window/", headers=zh).status_code == 200


def test_a_change_to_what_was_read_goes_through_and_to_anything_else_is_refused(client, wen):
    client.force_login(wen)
    tag = client.get("/api/v1/kept/")["ETag"]
    assert patch(client, "duck", **{"if-match": tag}).json() == {"name": "duck"}
    late = patch(client, "hare", **{"if-match": tag})
    assert late.status_code == 412
    assert late.json()["type"].endswith("/precondition-failed/")
    assert client.get("/api/v1/kept/").json() == {"name": "duck"}
    assert patch(client, "fox", **{"if-match": f"W/{late['ETag']}"}).status_code == 200
    assert patch(client, "owl").status_code == 200
