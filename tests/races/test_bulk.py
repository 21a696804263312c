"""Two workers at one bulk edit: each price falls once."""

import pytest

from catalog.bulk import services as bulk
from catalog.bulk.models import BulkEdit, BulkLine
from catalog.bulk.wishes import Wish
from catalog.products.models import Price, Product
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def halved_by_three(race) -> list:
    Product.objects.all().delete()
    for _ in range(4):
        factories.variant(price=200)
    ids = list(Product.objects.values_list("pk", flat=True))
    edit = bulk.gather(ids=ids, kind=BulkEdit.Kind.EDIT)
    bulk.say(edit=edit, wish=Wish(price_by="percent", price="-50"))
    BulkEdit.objects.filter(pk=edit.pk).update(state="running")
    race(3, lambda _i: bulk.go_on(edit.pk))
    return list(Price.objects.values_list("amount", flat=True))


def test_of_three_workers_each_product_is_changed_by_one(race):
    assert halved_by_three(race) == [100] * 4
    assert BulkLine.objects.filter(why="").count() == 4


def test_without_the_line_prices_fall_more_than_once(race, until, monkeypatch):
    """Guard off: whether a product had its line is not asked."""

    def claim(edit: BulkEdit, pk: int) -> bool:
        BulkLine.objects.get_or_create(edit=edit, product_id=pk)
        return True

    monkeypatch.setattr(bulk, "_claim", claim)
    assert until(lambda: min(halved_by_three(race)) < 100)


def test_a_job_that_stopped_between_two_products_goes_on(race):
    for _ in range(3):
        factories.variant(price=200)
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    edit = bulk.gather(ids=ids, kind=BulkEdit.Kind.EDIT)
    bulk.say(edit=edit, wish=Wish(price_by="percent", price="-50"))
    BulkEdit.objects.filter(pk=edit.pk).update(state="running")
    edit.refresh_from_db()
    bulk.one(edit, ids[0], bulk.planner(edit))  # and then the worker was gone

    bulk.go_on(edit.pk)

    assert list(Price.objects.values_list("amount", flat=True)) == [100] * 3
    edit.refresh_from_db()
    assert edit.state == "done"
