from decimal import Decimal

import pytest

from catalog.products.models import Price
from minishop.desk import services as imports
from minishop.events.models import Event
from minishop.imports.models import ImportRun
from minishop.states import IllegalMove
from tests import factories
from tests.minishop.imports.desk import Desk, differences, said, sums, worked

pytestmark = pytest.mark.django_db
TABLE = "SKU,Price,Compare at price\nVEIL,258,\nSHAWL,1999,2400\nNOBODY,10,\nSHAWL,much,\n"


@pytest.fixture
def pieces():
    factories.variant(sku="VEIL", price=238)
    factories.variant(sku="SHAWL", price=1999)


def test_a_dry_run_says_what_differs_and_what_is_wrong_and_changes_nothing(desk, pieces):
    run = desk.checked(TABLE)
    assert run.state == "checked"
    assert differences(run) == [
        ("VEIL", "Price CNY", "238.00", "258.00"),
        ("SHAWL", "Compare at price CNY", "", "2400.00"),
    ]
    assert said(run) == ["4: No piece has the SKU “NOBODY”.", "5: “much” is not an amount."]
    assert sums(run) == (4, 2, 2)
    assert (run.created, run.changed, run.unchanged) == (0, 2, 0)
    assert set(Price.objects.values_list("amount", "compare_at")) == {
        (Decimal(238), None),
        (Decimal(1999), None),
    }


def test_it_speaks_the_language_of_whoever_brought_it(desk, pieces):
    run = desk.bring(TABLE)
    ImportRun.objects.update(language="zh-hans")
    assert "NOBODY" in said(worked(run))[0]
    assert "No piece" not in said(run)[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"Colour,Price\nred,3\n", "None of the columns SKU, Barcode, Handle is there."),
        (b"PK\x03\x04 not a zip", "The workbook is damaged."),
    ],
)
def test_a_file_that_is_no_such_table_fails_and_says_why(desk, content, why):
    run = desk.checked(content)
    assert (run.state, run.error) == ("failed", why)
    assert run.lines.count() == 0


def test_how_a_file_was_read_is_a_warning_on_its_first_line(desk, pieces):
    run = desk.checked("SKU,Price,Piece\nVEIL,238,Écharpe\n".encode("cp1252"))
    assert said(run, "warning") == ["1: Read as Windows-1252."]


def test_checking_again_forgets_what_was_said_and_looks_anew(desk, pieces):
    run = desk.checked(TABLE)
    factories.variant(sku="NOBODY", price=10)
    imports.check(run=run, actor=desk.person)
    assert run.lines.count() == 0
    run = worked(run)
    assert said(run) == ["5: “much” is not an amount."]
    assert sums(run) == (4, 3, 1)


def test_a_run_given_up_is_not_checked_further_nor_applied(desk, pieces):
    run = desk.bring(TABLE)
    imports.cancel(run=run, actor=desk.person)
    assert worked(run).state == "cancelled"
    assert (run.seen, run.lines.count()) == (0, 0)
    with pytest.raises(IllegalMove):
        imports.apply(run=run, actor=desk.person)
    assert Price.objects.filter(amount=258).count() == 0


def test_who_may_not_change_prices_brings_no_list_of_them(desk):
    clerk = Desk(factories.staff())
    with pytest.raises(imports.NotAllowed):
        clerk.bring(TABLE)
    assert ImportRun.objects.count() == 0


def test_each_step_is_in_the_audit_trail_with_who_took_it(desk, pieces):
    run = desk.applied(TABLE)
    told = Event.objects.filter(subject=f"importrun:{run.pk}").order_by("id")
    assert list(told.values_list("name", "actor")) == [
        (name, desk.person.pk)
        for name in ("import.started", "import.checked", "import.applying", "import.applied")
    ]
