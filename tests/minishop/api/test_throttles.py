"""Who asks too often waits; reads go on when the cache is dead, changes are counted all the same."""

import json

import pytest

from minishop.cache import ForgivingCache
from tests import factories
from tests.minishop.api import toys

pytestmark = pytest.mark.usefixtures("toy_shop")


@pytest.fixture(autouse=True)
def few(settings):
    settings.API_LIMITS = {"read": (3, 3600), "write": (2, 3600), "order": (1, 60)}


def post(client, key):
    body = json.dumps({"name": "bear"})
    headers = {"idempotency-key": key}
    return client.post("/api/v1/toys/", body, content_type="application/json", headers=headers)


def test_one_who_reads_too_often_is_told_when_to_come_again(client):
    left = [client.get("/api/v1/toys/")["RateLimit"].split(";")[1] for _ in range(3)]
    refused = client.get("/api/v1/toys/")
    assert left == ["r=2", "r=1", "r=0"]
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(refused["Retry-After"]) <= 3601
    assert refused["RateLimit-Policy"] == '"read";q=3;w=3600'
    assert client.get("/api/v1/toys/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_person_counts_as_one_wherever_they_ask_from(client, wen):
    client.force_login(wen)
    told = [client.get("/api/v1/toys/", REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(4)]
    assert told == [200, 200, 200, 429]
    client.force_login(factories.member())
    assert client.get("/api/v1/toys/", REMOTE_ADDR="203.0.113.1").status_code == 200


def test_a_household_counts_as_one(client):
    told = [client.get("/api/v1/toys/", REMOTE_ADDR=f"2001:db8::{n}").status_code for n in range(4)]
    assert told == [200, 200, 200, 429]


def test_changes_are_counted_when_the_cache_is_dead_and_reads_forgiven(client, monkeypatch):
    monkeypatch.setattr(ForgivingCache, "_down_until", float("inf"))
    assert [post(client, f"k{n}").status_code for n in range(3)] == [201, 201, 429]
    assert toys.done == ["bear", "bear"]
    assert [client.get("/api/v1/toys/").status_code for _ in range(5)] == [200] * 5
