"""Ten thousand rows, in a process of its own so that its memory can be told."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from catalog.products.models import Product, Variant

MOST_MIB = 300
ROWS, PIECES = 10_000, 20
HEAD = (
    "Handle", "Title", "Body (HTML)", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price",
    "Image Src", "Occasion (product.metafields.shopify.occasion)",
)  # fmt: skip
#: Goes through the table as the command does, in the tests' database.
SCRIPT = """
import json, sys, time
import django
django.setup()
from django.conf import settings
from django.db import connection
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
from minishop.imports import tables
from minishop.imports.kinds import Request, kinds
kind, rows, kept_out = kinds["products"], 0, 0
for unit in kind.units(tables.read(sys.argv[2])):
    outcome = getattr(kind, sys.argv[3])(unit, Request())
    rows, kept_out = rows + len(outcome.rows), kept_out + outcome.reported
told = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(told["VmHWM"].split()[0]) // 1024  # getrusage would tell of the parent's as well
print(json.dumps({"rows": rows, "reported": kept_out, "mib": peak, "seconds": time.process_time()}))
"""


def write_table(path: Path) -> None:
    """So many rows, twenty to a product, each with a description and a photograph."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for n in range(ROWS):
            product, piece = divmod(n, PIECES)
            lead = (
                (f"Piece {product}", "<p>Nine coats of lacquer.</p>" * 200, "Number")
                if piece == 0
                else ("", "", "")
            )
            image = f"https://pictures.example/{n}.jpg" if piece < 4 else ""
            writer.writerow([f"piece-{product}", *lead, str(piece), f"SKU-{n}", "1,299.00", image, "gift"])


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_rows_fit_into_the_memory_they_may_have(tmp_path, record_property):
    write_table(tmp_path / "large.csv")
    told = gone_through(tmp_path / "large.csv", "plan")
    record_property(
        "told",
        f"a dry run of {ROWS} rows: {told['mib']} MiB at its peak, {told['seconds']:.1f} s of processor",
    )
    assert (told["rows"], told["reported"]) == (ROWS, 0)
    assert told["mib"] <= MOST_MIB
    assert not Product.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_rows_are_applied_within_it_too(tmp_path, record_property):
    write_table(tmp_path / "large.csv")
    told = gone_through(tmp_path / "large.csv", "apply")
    record_property(
        "told", f"{ROWS} rows applied: {told['mib']} MiB at their peak, {told['seconds']:.1f} s of processor"
    )
    assert (told["rows"], told["reported"]) == (ROWS, 0)
    assert told["mib"] <= MOST_MIB
    assert (Product.objects.count(), Variant.objects.count()) == (ROWS // PIECES, ROWS)


def gone_through(path: Path, work: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, connection.settings_dict["NAME"], str(path), work],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", **os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
