"""Many processes, one pair of services."""

import socket
import subprocess

from minishop import embedded
from minishop.embedded import Places, postgres
from minishop.embedded.places import account

from .conftest import Visitor, connect, data_folder, postgres_pid, running
from .test_manage import manage


def test_three_that_start_at_once_share_one_server(places, visitor):
    visitors = [visitor() for _ in range(3)]

    assert len({one.arrive() for one in visitors}) == 1
    assert running(places) == ["postgres", "valkey"]


def test_three_that_start_at_once_on_a_new_folder_make_one_server():
    with data_folder() as folder:
        visitors = [Visitor(folder / "data") for _ in range(3)]

        ports = {one.arrive() for one in visitors}

        assert len(ports) == 1
        assert postgres.answers(Places(folder / "data"), ports.pop()[0])
        for one in visitors:
            one.leave()
        assert running(Places(folder / "data")) == []


def test_only_the_last_to_leave_stops_the_services(places, visitor):
    first, second = visitor(), visitor()
    ports = first.arrive()
    assert second.arrive() == ports

    first.leave()
    assert running(places) == ["postgres", "valkey"]
    with connect(ports[0]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    second.leave()
    assert running(places) == []


def test_data_and_ports_are_kept_from_one_start_to_the_next(places, visitor):
    first = visitor()
    ports = first.arrive()
    with connect(ports[0]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS pieces")
    first.leave()

    assert visitor().arrive() == ports
    with connect(ports[0]) as connection:
        assert connection.execute("SELECT pieces FROM kept").fetchone() == (7,)


def test_a_stranger_on_a_remembered_port_is_left_alone(places, visitor):
    first = visitor()
    ports = first.arrive()
    first.leave()

    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", ports[0]))
        stranger.listen()
        again = visitor().arrive()

    assert again[0] != ports[0]
    assert postgres.answers(places, again[0])


def test_a_folder_the_servers_account_cannot_enter_still_works(places, visitor):
    places.data_dir.parent.chmod(0o700)

    port, _ = visitor().arrive()

    assert postgres.answers(Places(places.data_dir), port)
    assert oct(places.data_dir.parent.stat().st_mode)[-3:] == "700"


def test_a_recycled_process_number_is_not_taken_for_the_server(places, visitor):
    first = visitor()
    port, _ = first.arrive()
    recorded = (places.cluster / "postmaster.pid").read_text()
    first.leave()
    with subprocess.Popen(["sleep", "60"], cwd="/", **account()) as stranger:
        pidfile = places.cluster / "postmaster.pid"
        pidfile.write_text(recorded.replace(recorded.splitlines()[0], str(stranger.pid), 1))

        visitor().arrive()

        assert postgres.answers(places, port)
        assert postgres_pid(places) != stranger.pid
        assert stranger.poll() is None
        stranger.kill()


def test_a_command_that_needs_no_services_starts_none(places):
    assert manage(places, "compilemessages", "--check").returncode == 0
    assert running(places) == []


def test_another_shops_valkey_under_a_recycled_number_is_not_taken_for_ours(places, visitor):
    with data_folder() as other:
        embedded.borrow(other / "data", ("valkey",))
        places.valkey.mkdir(exist_ok=True)
        stranger = (other / "data" / "valkey" / "pid").read_text()
        (places.valkey / "pid").write_text(stranger)

        visitor().arrive()

        assert (places.valkey / "pid").read_text() != stranger
        embedded.give_back(other / "data")
