"""A POST with its Idempotency-Key is done once."""

import json
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop.idempotency.models import IdempotencyKey
from tests import factories
from tests.minishop.api import toys

pytestmark = pytest.mark.usefixtures("toy_shop")


def post(client, body, key="k1", path="/api/v1/toys/"):
    headers = {"idempotency-key": key} if key else {}
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def code(answer) -> str:
    return answer.json()["type"].rstrip("/").rpartition("/")[2]


def test_the_same_request_gets_the_first_answer_and_is_done_once(client):
    first, again = post(client, {"name": "bear"}), post(client, {"name": "bear"})
    assert toys.done == ["bear"]
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, first.json())
    assert again["Location"] == "/toys/1/"
    assert (first.headers.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")


def test_without_a_key_or_with_one_too_long_nothing_is_done(client):
    assert code(post(client, {"name": "bear"}, key="")) == "idempotency-key-missing"
    assert code(post(client, {"name": "bear"}, key="k" * 256)) == "invalid"
    assert toys.done == []
    assert post(client, {"name": "bear"}, key="k" * 255).status_code == 201


def test_the_same_key_with_another_body_is_refused(client):
    post(client, {"name": "bear"})
    other = post(client, {"name": "duck"})
    assert (other.status_code, code(other)) == (422, "idempotency-key-reused")
    assert toys.done == ["bear"]


def test_a_refusal_is_not_remembered(client):
    assert post(client, {"name": "gone"}).status_code == 409
    assert post(client, {"name": "far too long a name"}).status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert post(client, {"name": "bear"}).status_code == 201


def test_a_key_is_its_owners_own(client, wen):
    post(client, {"name": "bear"})
    client.force_login(wen)
    post(client, {"name": "bear"})
    client.force_login(factories.member())
    post(client, {"name": "bear"})
    client.logout()
    elsewhere = client.post(
        "/api/v1/toys/",
        '{"name": "bear"}',
        content_type="application/json",
        headers={"idempotency-key": "k1"},
        REMOTE_ADDR="203.0.113.9",
    )
    assert "Idempotent-Replayed" not in elsewhere
    assert toys.done == ["bear"] * 4


def test_nobody_can_read_a_key_or_whose_it_is_from_the_row(client):
    post(client, {"name": "bear"}, key="order-of-wen-li")
    row = IdempotencyKey.objects.get()
    assert (row.scope, "wen" in row.key) == ("api:guest", False)


def test_work_that_asks_the_network_is_done_once_too(client, wen):
    client.force_login(wen)
    first, again = (post(client, {}, path="/api/v1/slow/") for _ in range(2))
    assert (first.status_code, again.status_code, toys.done) == (201, 201, ["slow"])
    assert again["Idempotent-Replayed"] == "true"
    assert code(post(client, {"x": 1}, path="/api/v1/slow/")) == "idempotency-key-reused"


def test_whoever_comes_while_it_is_worked_on_is_told_to_come_again(client, wen):
    client.force_login(wen)
    post(client, {"again": True}, path="/api/v1/slow/")
    assert toys.done == ["another was told to wait", "slow"]


def test_work_that_failed_or_died_half_way_is_done_by_the_next(client, wen):
    client.force_login(wen)
    assert post(client, {"fails": True}, path="/api/v1/slow/").status_code == 409
    assert not IdempotencyKey.objects.exists()
    post(client, {}, path="/api/v1/slow/")
    IdempotencyKey.objects.update(result=None)
    waits = post(client, {}, path="/api/v1/slow/")
    assert (waits.status_code, code(waits), waits["Retry-After"]) == (409, "idempotency-key-in-flight", "1")
    IdempotencyKey.objects.update(at=Now() - timedelta(seconds=61))
    assert post(client, {}, path="/api/v1/slow/").status_code == 201
    assert toys.done == ["slow", "slow"]
