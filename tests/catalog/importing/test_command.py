"""`manage.py import_products`: what it prints, writes and answers."""

import csv
import io

import pytest
from django.core.management import call_command

from catalog.fetching.models import PendingImage
from catalog.products.models import Product, ProductImage
from orders.stock.models import StockItem
from tests import factories
from tests.catalog import images
from tests.catalog.importing.sheets import TABLES

pytestmark = pytest.mark.django_db


def called(*args: str, **options) -> tuple[list[str], list[str]]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_products", *args, stdout=out, stderr=err, **options)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def test_the_last_line_accounts_for_every_row_and_errors_stand_apart():
    out, err = called(str(TABLES / "prices.csv"))
    assert out[-1] == "rows 8 = applied 5 + reported 3"
    assert out[-2] == "5 new, 0 changed, 3 unchanged"
    assert "row 9: error: fine: “9.999” can be read in more than one way: write 1299.00." in err


def test_a_dry_run_says_the_same_and_writes_nothing():
    out, _err = called(str(TABLES / "prices.csv"), "--dry-run")
    assert out[-1] == "rows 8 = applied 5 + reported 3"
    assert not Product.objects.exists()


def test_the_report_holds_differences_warnings_and_errors_without_formulas(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("Handle,Title,Variant SKU,Variant Price\nbowl,Bowl,B,300\n")
    called(str(table))
    table.write_text("Handle,Title,Variant SKU,Variant Price\nbowl,'=Bowl,B,310\njar,Jar,J,x\n")
    called(str(table), report=tmp_path / "report.csv")
    rows = list(csv.reader((tmp_path / "report.csv").open(encoding="utf-8-sig", newline="")))
    assert ["2", "change", "bowl", "Title", "Bowl", "'=Bowl", ""] in rows
    assert ["2", "change", "bowl", "Variant Price (CNY) · B", "300", "310", ""] in rows
    assert ["3", "error", "jar", "Variant Price", "", "", "“x” is not an amount."] in rows


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"Name,Cost\na,1\n", "neither a column Handle"), (b"PK\x03\x04", "damaged")],
)
def test_what_can_not_be_read_ends_with_2_and_the_reason(tmp_path, data, reason, capsys):
    (tmp_path / "table.csv").write_bytes(data)
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_products", str(tmp_path / "table.csv"), stderr=err)
    assert ended.value.code == 2
    assert reason in err.getvalue()
    assert not Product.objects.exists()


def test_a_file_or_a_folder_that_is_not_there_ends_with_2(tmp_path):
    for args in ([str(tmp_path / "no.csv")], [str(TABLES / "prices.csv"), "--images", str(tmp_path / "no")]):
        with pytest.raises(SystemExit) as ended:
            called(*args)
        assert ended.value.code == 2


@pytest.mark.parametrize("name", ["products.csv", "products.xlsx"])
def test_what_is_exported_to_a_file_changes_nothing_when_imported(tmp_path, name):
    factories.store()
    called(str(TABLES / "newer-headers.csv"))
    call_command("export_products", str(tmp_path / name))
    out, err = called(str(tmp_path / name))
    assert out[-2:] == ["0 new, 0 changed, 1 unchanged", "rows 2 = applied 2 + reported 0"]
    assert err == []


BOWL = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src\n"


def stood() -> list[int]:
    return list(StockItem.objects.values_list("on_hand", flat=True))


def test_photographs_come_from_the_folder_that_is_named(tmp_path):
    factories.store()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "bowl.png").write_bytes(images.photograph(colour="teal").read())
    (tmp_path / "table.csv").write_text(f"{BOWL}bowl,Bowl,B,300,shopify,12,bowl.jpg\n")
    called(str(tmp_path / "table.csv"), "--images", str(tmp_path / "photos"))
    bowl, shown = Product.objects.get(), ProductImage.objects.get()
    assert (shown.product, shown.source, bowl.cover) == (bowl, "bowl.jpg", shown.picture)
    assert shown.picture.file.storage.exists(shown.picture.file.name)
    assert not PendingImage.objects.exists()


def test_the_stock_of_what_is_here_is_set_only_when_asked(tmp_path):
    factories.store()
    (tmp_path / "table.csv").write_text(f"{BOWL}bowl,Bowl,B,300,shopify,12,\n")
    called(str(tmp_path / "table.csv"))
    (tmp_path / "table.csv").write_text(f"{BOWL}bowl,Bowl,B,300,shopify,9,\n")
    called(str(tmp_path / "table.csv"))
    assert stood() == [12]
    out, _err = called(str(tmp_path / "table.csv"), "--set-stock")
    assert stood() == [9]
    assert out[-2] == "0 new, 1 changed, 0 unchanged"
