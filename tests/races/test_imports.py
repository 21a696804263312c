"""Many workers at one table: each row is applied and told of once."""

from time import sleep

import pytest
from django.core.files.base import ContentFile

from catalog.products.models import Price
from minishop.desk import services as imports
from minishop.desk import working
from minishop.events.models import Event
from minishop.imports.models import ImportLine, ImportRun
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)
SKUS = ("VEIL", "SHAWL", "ROBE")


@pytest.fixture
def admin():
    for sku in SKUS:
        factories.variant(sku=sku, price=900)
    return factories.staff("admin")


def checked(admin, price: int) -> ImportRun:
    table = "SKU,Price\n" + "".join(f"{sku},{price}\n" for sku in SKUS)
    run = imports.start(
        kind="prices", file=ContentFile(table.encode()), filename="prices.csv", actor=admin, options={}
    )
    working.work(run.pk)
    run.refresh_from_db()
    return run


def begun(admin, price: int) -> ImportRun:
    run = checked(admin, price)
    imports.apply(run=run, actor=admin)
    return run


def worked_on_by_many(race, run: ImportRun) -> ImportRun:
    answers = race(4, lambda _i: working.work(run.pk))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    run.refresh_from_db()
    return run


def test_two_workers_never_apply_one_table_at_once(race, admin):
    for price in (901, 902, 903):
        run = worked_on_by_many(race, begun(admin, price))
        assert (run.state, run.applied, run.seen, run.changed) == ("done", 3, 3, 3)
        assert ImportLine.objects.filter(run=run, is_dry=False).count() == 3
        assert set(Price.objects.values_list("amount", flat=True)) == {price}
    assert Event.objects.filter(name="import.applied").count() == 3
    assert findings("I2") == []


def test_without_the_claim_rows_are_told_twice(race, until, admin, monkeypatch):
    """Guard off: whoever asks has the run, and no step asks whose it is."""

    def unguarded(pk: int) -> ImportRun:
        run = ImportRun.objects.select_related("actor").get(pk=pk)
        sleep(0.01)
        return run

    prices = iter(range(901, 930))

    def damaged() -> bool:
        run = begun(admin, next(prices))
        with monkeypatch.context() as off:
            off.setattr(working, "claim", unguarded)
            off.setattr(working, "_hold", lambda run: None)
            off.setattr(working, "_finish", lambda run: None)
            return worked_on_by_many(race, run).seen > 3

    assert until(damaged)


def test_of_two_who_press_apply_one_is_too_late(race, admin):
    run = checked(admin, 950)
    answers = race(4, lambda _i: imports.apply(run=ImportRun.objects.get(pk=run.pk), actor=admin))
    assert [type(answer).__name__ for answer in answers].count("IllegalMove") == 3
    assert Event.objects.filter(name="import.applying").count() == 1
