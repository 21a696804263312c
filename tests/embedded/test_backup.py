"""A shop is put into a file while it is open, and is the same shop when it comes out of it elsewhere."""

import hashlib
import os
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import psycopg
import pytest

from minishop.embedded import Places, leases

from .conftest import Visitor, connect, data_folder
from .test_manage import ROOT, manage

FILL = """
import io
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image
from catalog.pictures import services as pictures
from minishop.desk import services as desk
from tests import factories
call_command("migrate", verbosity=0)
call_command("ensure_roles", verbosity=0)
from minishop import events
from payments.attempts import recording
from payments.gateways.base import Snapshot, Status
at = factories.store()
for where in ({"at": at}, {"way": "ship"}, {"at": at}):
    order = factories.order(paid=False, **where)
    payment = factories.payment(order, state="created")
    told = Snapshot(payment.number, Status.PAID, money=order.money, provider_id=payment.number)
    recording.record(payment, told)
photograph = io.BytesIO()
Image.new("RGB", (60, 80), "#8a5a44").save(photograph, "PNG")
photograph.seek(0)
pictures.add(photograph, alt="Dusk over the lane")
table = ContentFile(b"SKU,Store,On hand\\n")
desk.start(kind="stock", file=table, filename="count.csv", actor=factories.staff("admin"), options={})
events.sweep()
"""


@pytest.fixture(scope="module")
def shops(new_shop):
    """Two data folders with their services running: one to be filled, and one as new."""
    with data_folder() as here, data_folder() as there:
        places, guests = [], []
        for folder in (here, there):
            subprocess.run(["cp", "-a", str(new_shop), str(folder / "data")], check=True)
            places.append(Places(folder / "data"))
            guests.append(Visitor(folder / "data"))
            guests[-1].arrive()
        filled = manage(places[0], "shell", "-c", FILL)
        assert filled.returncode == 0, filled.stderr
        yield places
        for guest, place in zip(guests, places, strict=True):
            guest.leave()
            leases.stop_unused(place.data_dir)


def rows(places: Places) -> dict[str, tuple[int, str]]:
    """Each table's rows: how many, and a digest of what they say."""
    told = {}
    with connect(places.ports().postgres) as connection:
        listed = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in listed:
            digest = "md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
            told[table] = connection.execute(f'SELECT count(*), {digest} FROM "{table}" t').fetchone()
    told.pop("django_session", None)
    return told


def files(places: Places) -> dict[str, str]:
    folders = (places.data_dir / "media", places.data_dir / "private")
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in found]
    return dict(zip([str(path.relative_to(places.data_dir)) for path in found], digests, strict=True))


def test_a_shop_comes_out_of_its_backup_as_it_went_in(shops, tmp_path):
    here, there = shops
    file = tmp_path / "shop.backup"
    before, stored = rows(here), files(here)
    assert before["orders_order"][0] == 3
    assert {name.partition("/")[0] for name in stored} == {"media", "private"}

    done = manage(here, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    with tarfile.open(file) as tar:
        assert not [name for name in tar.getnames() if name.startswith("secrets/")]
    written = file.read_bytes()
    again = manage(here, "backup", str(file))
    assert (again.returncode, file.read_bytes() == written) == (1, True)
    assert rows(here) == before

    back = manage(there, "restore", str(file))
    assert back.returncode == 0, back.stdout + back.stderr
    assert " 0 broken." in back.stdout
    assert rows(there) == before
    assert files(there) == stored
    with connect(there.ports().postgres) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("DELETE FROM minishop_event")

    refusals_move_nothing(there, file, tmp_path)
    with connect(there.ports().postgres) as connection:
        connection.execute("UPDATE orders_order SET number = 'changed-' || id")
    assert manage(there, "restore", str(file), "--replace").returncode == 0
    assert rows(there) == before


def refusals_move_nothing(there: Places, file: Path, folder: Path) -> None:
    """A shop that is not empty or is open, a file that was touched or cut off."""
    before = rows(there)
    touched, cut = folder / "touched", folder / "cut"
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    touched.write_bytes(data)
    cut.write_bytes(file.read_bytes()[: len(data) // 2])
    with connect(there.ports().postgres):
        open_shop = manage(there, "restore", str(file), "--replace")
    told = {
        "is not empty": manage(there, "restore", str(file)),
        "is running": open_shop,
        "not as it was written": manage(there, "restore", str(touched), "--replace"),
        "Nothing was changed": manage(there, "restore", str(cut), "--replace"),
    }
    for words, done in told.items():
        assert done.returncode == 1
        assert words in done.stderr
    assert rows(there) == before


def test_a_backup_that_is_killed_leaves_no_half_file_and_the_next_one_tidies_up(shops, tmp_path):
    here, _there = shops
    file, large = tmp_path / "shop.backup", here.data_dir / "media" / "zz-large"
    large.touch()
    os.truncate(large, 4 * 1024**3)
    try:
        own = {"DATA_DIR": str(here.data_dir), "DJANGO_SETTINGS_MODULE": "minishop.settings"}
        command = [sys.executable, str(ROOT / "manage.py"), "backup", str(file)]
        with subprocess.Popen(command, env=os.environ | own, stderr=subprocess.DEVNULL) as run:
            while not any(path.stat().st_size > 2**20 for path in tmp_path.glob(".*[0-9].draft")):
                assert run.poll() is None, "it ended before it could be killed"
                time.sleep(0.01)
            run.send_signal(signal.SIGKILL)
        assert not file.exists()
        assert list(tmp_path.glob(".*.draft"))
    finally:
        large.unlink()
    assert manage(here, "backup", str(file), "--with-secrets").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    with tarfile.open(file) as tar:
        assert "secrets/secret_key" in tar.getnames()
