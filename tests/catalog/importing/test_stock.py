"""Stock comes with what is new, and again only when asked: what was sold stays sold."""

import pytest
from django.contrib.auth.models import Permission

from catalog.products.models import Variant
from orders.stock.models import StockItem, StockMovement
from tests import factories
from tests.catalog.importing.sheets import exported, run

pytestmark = pytest.mark.django_db

HEAD = (
    "Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,"
    "Variant Inventory Policy,Variant Price,Status\n"
)


def table(quantity: str, tracker: str = "shopify", policy: str = "deny") -> str:
    return f"{HEAD}bowl,Bowl,BOWL,{tracker},{quantity},{policy},300,active\n"


def on_hand() -> list[int]:
    return list(StockItem.objects.values_list("on_hand", flat=True))


def test_pieces_lie_in_the_first_house_that_sends_parcels():
    factories.store(ships=False, position=1)
    sender = factories.store(position=2)
    run(table("12"))
    assert list(StockItem.objects.values_list("store", "on_hand")) == [(sender.pk, 12)]
    assert Variant.objects.get().in_stock


def test_pieces_lie_in_the_house_that_is_named():
    factories.store()
    other = factories.store(code="wukang")
    run(table("12"), store="wukang")
    assert list(StockItem.objects.values_list("store", "on_hand")) == [(other.pk, 12)]


def test_a_second_import_brings_back_nothing_that_was_sold():
    house = factories.store()
    run(table("12"))
    factories.receive(Variant.objects.get(), house, -5)
    told = run(table("12"))
    assert on_hand() == [7]
    assert told.changes == []


def test_asked_for_the_stock_is_as_the_table_says():
    factories.store()
    run(table("12"))
    told = run(table("9"), set_stock=True)
    assert on_hand() == [9]
    assert [(change.before, change.after) for change in told.changes] == [("12", "9")]


def test_fewer_than_are_promised_leave_the_stock_as_it_is():
    house = factories.store()
    run(table("12"))
    factories.order(variant=Variant.objects.get(), at=house, pieces=3, paid=False)
    told = run(table("2"), set_stock=True)
    assert on_hand() == [12]
    assert "promised" in told.said(2)


def test_without_a_tracker_it_is_always_there_and_the_number_is_kept():
    factories.store()
    run(table("12", tracker=""))
    variant = Variant.objects.get()
    assert (variant.is_stock_tracked, variant.in_stock) == (False, True)
    assert variant.columns["Variant Inventory Qty"] == "12"
    assert not StockItem.objects.exists()


def test_without_a_house_the_number_is_kept_and_said():
    told = run(table("12"))
    assert "no house" in told.said(2)
    assert Variant.objects.get().columns["Variant Inventory Qty"] == "12"


def test_continue_sells_on_and_deny_does_not():
    factories.store()
    run(table("0", policy="continue"))
    assert StockItem.objects.get().backorder_limit > 0
    assert Variant.objects.get().in_stock
    assert run(table("0", policy="continue")).changes == []
    run(table("0", policy="deny"))
    assert StockItem.objects.get().backorder_limit == 0


def test_stock_and_policy_are_exported_and_read_back():
    factories.store()
    run(table("12", policy="continue"))
    moves, out = StockMovement.objects.count(), exported()
    assert b",12,continue" in out
    assert run(out, set_stock=True).changes == []
    assert StockMovement.objects.count() == moves


def test_what_is_no_number_keeps_the_row_out():
    factories.store()
    told = run(table("a few"))
    assert told.errors == [(2, "“a few” is not a number of pieces.")]
    assert not Variant.objects.exists()


def test_who_may_not_change_stock_brings_products_without_it():
    factories.store()
    person = factories.member(is_staff=True)
    told = run(table("12"), actor=person)
    assert "Your role" in told.said(2)
    assert not StockItem.objects.exists()
    assert Variant.objects.get().columns["Variant Inventory Qty"] == "12"
    assert run(table("9", policy="continue"), actor=person, set_stock=True).changes == []


def test_staff_put_pieces_in_houses_of_their_own_only():
    factories.store(code="first", position=1)
    own = factories.store(code="own", position=2)
    person = factories.staff("clerk", store=own)
    person.user_permissions.add(Permission.objects.get(codename="change_stockitem"))
    run(table("12"), actor=person, store="first")
    assert not StockItem.objects.exists()
    run(table("12").replace("bowl,Bowl,BOWL", "jar,Jar,JAR"), actor=person)
    assert list(StockItem.objects.values_list("store__code", "on_hand")) == [("own", 12)]


@pytest.mark.parametrize("pieces", ["--5", "9" * 5000])
def test_pieces_that_are_no_number_are_one_row_s_own_mistake(pieces):
    head = (
        "Handle,Title,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty"
    )
    told = run(f"{head}\na,A,S,A-1,5,shopify,1\na,,M,A-2,5,shopify,{pieces}\n")
    assert (told.applied, told.reported) == (1, 1)
    assert "not a number of pieces" in told.said(3)
