"""An import killed at any moment leaves whole products behind; run again, it comes to the same."""

import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from catalog.products.models import Price, Product, Variant
from tests.catalog.importing import shop
from tests.catalog.importing.sheets import run

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = """
import sys
import django
django.setup()
from django.conf import settings
from django.db import connection
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
from django.core.management import call_command
call_command("import_products", sys.argv[2])
"""


def table() -> str:
    rows = ["Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n"]
    for n in range(60):
        rows.append(f"piece-{n},Piece {n},Size,S,{n}-S,10,https://p.example/{n}.jpg\n")
        rows.append(f"piece-{n},,,M,{n}-M,12,\n")
    return "".join(rows)


def test_a_killed_import_is_finished_by_the_next(tmp_path):
    (tmp_path / "table.csv").write_text(table())
    command = [sys.executable, "-c", SCRIPT, connection.settings_dict["NAME"], str(tmp_path / "table.csv")]
    importing = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while Product.objects.count() < 6 and time.monotonic() < until:
        time.sleep(0.01)
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    done = Product.objects.count()
    assert 6 <= done < 60
    assert Variant.objects.count() == Price.objects.count() == 2 * done
    told = run(table())
    assert (told.rows, told.applied, told.reported) == (120, 120, 0)
    assert sum(outcome.is_new for outcome in told.outcomes) == 60 - done
    assert Product.objects.count() == 60
    assert run(table()).changes == []
    assert {len(piece["variants"]) for piece in shop.catalogue().values()} == {2}
