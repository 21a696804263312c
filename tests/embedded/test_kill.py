"""kill -9 of the services and of who uses them."""

import redis

from minishop.embedded import leases

from .conftest import connect, kill, postgres_pid, running, valkey_pid


def test_a_killed_postgres_comes_back_with_its_data(places, visitor):
    ports = visitor().arrive()
    with connect(ports[0]) as connection:
        connection.execute("CREATE TABLE orders AS SELECT 42 AS number")

    kill(postgres_pid(places))
    assert running(places) == ["valkey"]
    assert visitor().arrive() == ports

    with connect(ports[0]) as connection:
        assert connection.execute("SELECT number FROM orders").fetchone() == (42,)


def test_a_killed_valkey_comes_back_with_its_data(places, visitor):
    ports = visitor().arrive()
    with redis.Redis(port=ports[1]) as client:
        client.set("bag", "3 pieces")
        client.execute_command("WAITAOF", 1, 0, 2000)

    kill(valkey_pid(places))
    assert running(places) == ["postgres"]
    assert visitor().arrive() == ports

    with redis.Redis(port=ports[1]) as client:
        assert client.get("bag") == b"3 pieces"


def test_a_killed_starter_leaves_the_services_to_the_others(places, visitor):
    starter, other = visitor(), visitor()
    ports = starter.arrive()
    assert other.arrive() == ports

    starter.kill()
    with connect(ports[0]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    other.leave()
    assert running(places) == []


def test_services_whose_every_user_was_killed_are_found_and_stopped_by_the_next(places, visitor):
    starter = visitor()
    ports = starter.arrive()
    pid = postgres_pid(places)
    starter.kill()
    assert running(places) == ["postgres", "valkey"]

    heir = visitor()
    assert heir.arrive() == ports
    assert postgres_pid(places) == pid
    heir.leave()

    assert running(places) == []


def test_all_killed_at_once_loses_nothing(places, visitor):
    starter = visitor()
    ports = starter.arrive()
    with connect(ports[0]) as connection:
        connection.execute("CREATE TABLE orders AS SELECT 42 AS number")
    starter.kill()
    kill(postgres_pid(places))
    kill(valkey_pid(places))

    assert visitor().arrive() == ports
    with connect(ports[0]) as connection:
        assert connection.execute("SELECT number FROM orders").fetchone() == (42,)


def test_nothing_is_stopped_while_someone_uses_it(places, visitor):
    guest = visitor()
    guest.arrive()

    assert not leases.stop_unused(places.data_dir)
    assert running(places) == ["postgres", "valkey"]
