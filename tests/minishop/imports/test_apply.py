from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError
from django.db.models.functions import Now

from catalog.pricelists.sheets import PriceList
from catalog.products.models import Price
from minishop.desk import services as imports
from minishop.desk import tasks, working
from minishop.events.models import Event
from minishop.imports.models import ImportRun
from minishop.states import IllegalMove
from tests import factories
from tests.minishop.imports.desk import Desk, differences, said, sums, worked

pytestmark = pytest.mark.django_db
TABLE = "SKU,Price\nVEIL,258\nNOBODY,10\nSHAWL,2099\nROBE,900\n"


@pytest.fixture
def pieces():
    for sku in ("VEIL", "SHAWL", "ROBE"):
        factories.variant(sku=sku, price=900)


def prices() -> dict[str, Decimal]:
    return dict(Price.objects.values_list("variant__sku", "amount"))


def test_good_rows_are_applied_and_the_others_reported(desk, pieces):
    run = desk.applied(TABLE)
    assert run.state == "done"
    assert prices() == {"VEIL": 258, "SHAWL": 2099, "ROBE": 900}
    assert sums(run) == (4, 3, 1)
    assert (run.created, run.changed, run.unchanged) == (0, 2, 1)
    assert said(run) == ["3: No piece has the SKU “NOBODY”."]
    assert [key for key, *_ in differences(run)] == ["VEIL", "SHAWL"]


def test_the_table_is_compared_anew_as_it_is_applied(desk, pieces):
    run = desk.checked(TABLE)
    Price.objects.filter(variant__sku="VEIL").update(amount=258)
    factories.variant(sku="NOBODY", price=5)
    imports.apply(run=run, actor=desk.person)
    run = worked(run)
    assert [key for key, *_ in differences(run)] == ["NOBODY", "SHAWL"]
    assert sums(run) == (4, 4, 0)


def test_the_same_table_again_changes_nothing_and_tells_nobody(desk, pieces):
    desk.applied(TABLE)
    before = Event.objects.exclude(name__startswith="import.").count()
    run = desk.applied(TABLE)
    assert (run.changed, run.unchanged) == (0, 3)
    assert differences(run) == []
    assert Event.objects.exclude(name__startswith="import.").count() == before


def test_it_is_applied_once_and_only_after_it_was_checked(desk, pieces):
    run = desk.bring(TABLE)
    with pytest.raises(IllegalMove):
        imports.apply(run=run, actor=desk.person)
    run = desk.applied(TABLE)
    with pytest.raises(IllegalMove):
        imports.apply(run=run, actor=desk.person)
    assert Event.objects.filter(name="import.applying").count() == 1


def test_who_lost_the_right_can_not_apply_what_was_checked(desk, pieces):
    run = desk.checked(TABLE)
    with pytest.raises(imports.NotAllowed):
        imports.apply(run=run, actor=Desk(factories.staff()).person)
    assert (ImportRun.objects.get().state, prices()["VEIL"]) == ("checked", 900)


def test_work_goes_on_behind_the_cursor_slice_by_slice(desk, pieces):
    run = desk.checked(TABLE)
    imports.apply(run=run, actor=desk.person)
    slices = 0
    while working.work(run.pk, seconds=0):
        slices += 1
        run.refresh_from_db()
        assert run.cursor == slices == run.seen
    assert slices == 4
    run.refresh_from_db()
    assert (run.state, sums(run)) == ("done", (4, 3, 1))
    assert Event.objects.filter(name="price.changed").count() == 3 + 2


class PullThePlug(OperationalError):
    pass


def test_a_worker_that_dies_leaves_no_row_half_told_and_the_sweep_goes_on(desk, pieces, monkeypatch):
    run = desk.checked(TABLE)
    imports.apply(run=run, actor=desk.person)
    apply = PriceList.apply

    def die_at_shawl(self, unit, request):
        outcome = apply(self, unit, request)
        if unit.cells["SKU"] == "SHAWL":
            raise PullThePlug
        return outcome

    monkeypatch.setattr(PriceList, "apply", die_at_shawl)
    with pytest.raises(PullThePlug):
        working.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.cursor, prices()["SHAWL"]) == ("applying", 2, 900)
    tasks.go_on_with_imports()
    run.refresh_from_db()
    assert run.cursor == 2, "whoever died may still be at it"

    monkeypatch.setattr(PriceList, "apply", apply)
    ImportRun.objects.update(leased_until=Now() - timedelta(seconds=1))
    tasks.go_on_with_imports()
    run.refresh_from_db()
    assert (run.state, sums(run), run.changed) == ("done", (4, 3, 1), 2)
    assert prices() == {"VEIL": 258, "SHAWL": 2099, "ROBE": 900}


def test_a_row_that_breaks_in_a_way_nobody_foresaw_is_reported_and_undone(desk, pieces, monkeypatch):
    apply = PriceList.apply

    def trip(self, unit, request):
        outcome = apply(self, unit, request)
        if unit.cells["SKU"] == "VEIL":
            raise RuntimeError("the moon is down")
        return outcome

    monkeypatch.setattr(PriceList, "apply", trip)
    run = desk.applied(TABLE)
    assert said(run)[0] == "2: It could not be read or applied: RuntimeError: the moon is down"
    assert sums(run) == (4, 2, 2)
    assert prices() == {"VEIL": 900, "SHAWL": 2099, "ROBE": 900}


def test_a_run_whose_file_is_gone_fails_and_can_be_checked_again(desk, pieces):
    run = desk.checked(TABLE)
    content = run.file.open("rb").read()
    run.file.storage.delete(run.file.name)
    imports.apply(run=run, actor=desk.person)
    run = worked(run)
    assert run.state == "failed"
    assert "FileNotFoundError" in run.error
    assert prices()["VEIL"] == 900
    from django.core.files.base import ContentFile

    run.file.storage.save(run.file.name, ContentFile(content))
    imports.check(run=run, actor=desk.person)
    assert worked(run).state == "checked"


def test_runs_and_their_files_are_gone_after_ninety_days(desk, pieces):
    old, new = desk.checked(TABLE), desk.checked(TABLE)
    ImportRun.objects.filter(pk=old.pk).update(created_at=Now() - timedelta(days=91))
    assert imports.forget() == 1
    assert list(ImportRun.objects.all()) == [new]
    assert not old.file.storage.exists(old.file.name)
    assert new.file.storage.exists(new.file.name)
    assert Event.objects.filter(subject=f"importrun:{old.pk}").exists()
