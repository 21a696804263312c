"""A cache or broker that is gone costs a page next to nothing and fails nobody."""

import socket
from collections.abc import Iterator

import pytest

from minishop.cache import ForgivingCache
from minishop.celery import Hint, app


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Somebody listens and never answers: a frozen server."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def frozen(silent_port, monkeypatch) -> ForgivingCache:
    monkeypatch.setattr(ForgivingCache, "_down_until", 0.0)
    options = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "retry": None}
    return ForgivingCache(f"redis://127.0.0.1:{silent_port}/0", {"OPTIONS": options})


def test_whatever_is_asked_of_a_frozen_cache_is_a_miss(frozen):
    frozen.set("bag", 3)

    assert frozen.get("bag", "nothing") == "nothing"
    assert frozen.get_many(["bag"]) == {}
    assert frozen.add("bag", 3) is False
    assert frozen.has_key("bag") is False
    assert frozen.set_many({"bag": 3}) == ["bag"]
    with pytest.raises(ValueError, match="bag"):
        frozen.incr("bag")


def test_a_frozen_cache_is_asked_once_and_then_left_alone(frozen, silent_port):
    asked = []
    frozen._try(lambda: asked.append(1) or _refuse(), None)
    for _ in range(20):
        frozen._try(lambda: asked.append(1), None)

    assert asked == [1]


def _refuse():
    raise ConnectionError


def test_a_hint_to_a_frozen_broker_is_dropped_without_an_error(silent_port, monkeypatch):
    monkeypatch.setattr(Hint, "_broker_down_until", 0.0)

    @app.task(name="tests.hint")
    def task() -> None: ...

    options = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "max_retries": 0}
    with app.connection(f"redis://127.0.0.1:{silent_port}/0", transport_options=options) as connection:
        assert task.apply_async(connection=connection, retry=False) is None

    assert Hint._broker_down_until > 0
