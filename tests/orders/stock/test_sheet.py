"""Stock by table: counted, moved, in Shopify's two ways, and only where one works."""

from io import BytesIO

import pytest

from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from minishop.imports import tables
from minishop.imports.kinds import exported, kinds
from orders.stock import levels
from orders.stock import services as stock
from orders.stock.models import StockItem, StockMovement
from orders.stock.services import Hold
from orders.stores.models import StoreStaff
from tests import factories
from tests.corruption import corrupt, findings
from tests.minishop.imports.desk import Desk, differences, said, sums

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def wukang():
    return factories.store(
        code="wukang-road", name="Wukang Road", translations={"zh-hans": {"name": "武康路"}}
    )


@pytest.fixture
def taikoo():
    return factories.store(code="taikoo-li", name="Taikoo Li")


@pytest.fixture
def veil(wukang, taikoo):
    product = factories.product(handle="silk-veil", title="Silk Veil")
    return factories.variant(
        product=product,
        sku="VEIL",
        barcode="690123",
        option_values=["Rosewood"],
        stock={wukang: 5, taikoo: 2},
    )


def shelves() -> dict[str, int]:
    return dict(StockItem.objects.values_list("store__code", "on_hand"))


@pytest.mark.parametrize(
    "table",
    [
        "SKU,Store,On hand\nVEIL,wukang-road,8\n",
        "sku,store,on hand\nVEIL,WUKANG ROAD,8\n",
        "Barcode,Store,Change\n690123,武康路,+3\n",
        "Handle,Option1 Value,Location,On hand (new)\nsilk-veil,Rosewood,Wukang Road,8\n",
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Incoming,Unavailable,Committed,"
        "Available,On hand\nsilk-veil,Silk Veil,Shade,Rosewood,,,,Wukang Road,0,0,0,5,8\n",
        "Handle,Title,Option1 Value,SKU,HS Code,COO,Wukang Road,Taikoo Li\n"
        "silk-veil,Silk Veil,Rosewood,VEIL,,,8,not stocked\n",
    ],
)
def test_pieces_are_counted_or_moved_however_the_table_says_it(desk, veil, table):
    run = desk.applied(table, "stock")
    assert sums(run) == (1, 1, 0), said(run)
    assert differences(run) == [("VEIL", "wukang-road", "5", "8")]
    assert shelves() == {"wukang-road": 8, "taikoo-li": 2}
    assert findings("S1") == []


def test_a_movement_says_which_row_of_which_table_and_who(desk, veil):
    run = desk.applied("SKU,Store,Change\nVEIL,wukang-road,-2\n", "stock")
    movement = StockMovement.objects.latest("id")
    assert (movement.quantity, movement.reference, movement.actor) == (-2, f"import:{run.pk}:2", desk.person)


def test_what_is_free_is_counted_on_top_of_what_is_promised(desk, veil, wukang):
    factories.order(variant=veil, at=wukang, pieces=2, paid=False)
    desk.applied("SKU,Location,Available\nVEIL,wukang-road,10\n", "stock")
    item = StockItem.objects.get(store=wukang)
    assert (item.on_hand, item.available) == (12, 10)


def test_the_house_chosen_at_the_desk_is_meant_where_the_table_names_none(desk, veil):
    run = desk.applied("SKU,On hand\nVEIL,9\n", "stock", store="taikoo-li")
    assert sums(run) == (1, 1, 0)
    assert shelves() == {"wukang-road": 5, "taikoo-li": 9}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("NOBODY,wukang-road,8,", "No piece has the SKU “NOBODY”."),
        ("VEIL,nowhere,8,", "There is no house “nowhere”."),
        ("VEIL,,8,", "The row names no house, and none was chosen."),
        ("VEIL,wukang-road,many,", "“many” is no whole number."),
        ("VEIL,wukang-road,2.5,", "“2.5” is no whole number."),
        ("VEIL,wukang-road,9999999,", "“9999999” is more than any shelf holds."),
        ("VEIL,wukang-road,8,3", "Say either how many there are or how many came, not both."),
        ("VEIL,wukang-road,,-6", "Pieces there are promised to orders; fewer than that can’t be on hand."),
        ("VEIL,wukang-road,-1,", "Pieces there are promised to orders; fewer than that can’t be on hand."),
        ("POEM,wukang-road,8,", "Its pieces are not counted; it is always available."),
        (",wukang-road,8,", "The row names no piece: it has neither SKU, barcode nor handle."),
    ],
)
def test_what_can_not_be_so_is_reported_and_moves_nothing(desk, veil, row, why):
    factories.variant(sku="POEM", is_stock_tracked=False)
    run = desk.applied(f"SKU,Store,On hand,Change\n{row}\nVEIL,taikoo-li,3,\n", "stock")
    assert said(run) == [f"2: {why}"]
    assert sums(run) == (2, 1, 1)
    assert shelves() == {"wukang-road": 5, "taikoo-li": 3}


def test_fewer_than_are_promised_is_refused_in_the_dry_run_and_by_the_shelf_itself(desk, veil, wukang):
    table = "SKU,Store,On hand\nVEIL,wukang-road,1\n"
    run = desk.checked(table, "stock")
    assert sums(run) == (1, 1, 0)
    factories.order(variant=veil, at=wukang, pieces=2, paid=False)
    run = desk.applied(table, "stock")
    assert sums(run) == (1, 0, 1)
    assert shelves()["wukang-road"] == 5


def test_one_row_for_several_houses_is_applied_whole_or_not_at_all(desk, veil):
    run = desk.applied("SKU,Wukang Road,Taikoo Li\nVEIL,8,lots\n", "stock")
    assert said(run) == ["2: “lots” is no whole number."]
    assert shelves() == {"wukang-road": 5, "taikoo-li": 2}


def clerk_of(store) -> Desk:
    staff.ensure_groups()
    person = staff.engage(email="gu@lune.example", name="Gu Lan", role=roles.CLERKS, password="moonrise")
    StoreStaff.objects.create(store=store, user=person)
    return Desk(User.objects.get(pk=person.pk))


def test_a_clerk_counts_and_takes_the_own_house_only(veil, wukang):
    clerk = clerk_of(wukang)
    run = clerk.applied("SKU,Store,On hand\nVEIL,wukang-road,4\nVEIL,taikoo-li,4\n", "stock")
    assert said(run) == ["3: Taikoo Li is not your house."]
    assert shelves() == {"wukang-road": 4, "taikoo-li": 2}
    _headers, rows = exported(kinds["stock"], clerk.person)
    assert [row[2] for row in rows] == ["wukang-road"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_and_brought_back_changes_nothing(desk, veil, wukang, form):
    content = b"".join(tables.write(*kinds["stock"].export(), form))
    factories.order(variant=veil, at=wukang, pieces=1)  # sold since it was taken: not brought back
    before, moves = shelves(), StockMovement.objects.count()
    run = desk.applied(content, "stock", name=f"stock.{form}")
    assert (sums(run), run.unchanged, differences(run)) == ((2, 2, 0), 2, [])
    assert (shelves(), StockMovement.objects.count()) == (before, moves)


def taken(form: str) -> list[dict[str, str]]:
    content = b"".join(tables.write(*kinds["stock"].export(), form))
    return [dict(row.cells) for row in tables.read(BytesIO(content)).rows()]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_fills_empty_shelves_alike(desk, veil, form):
    before = taken(form)
    content = b"".join(tables.write(*kinds["stock"].export(), form))
    corrupt("DELETE FROM orders_stockmovement")
    corrupt("DELETE FROM orders_stockitem")
    run = desk.applied(content, "stock", name=f"stock.{form}")
    assert (sums(run), run.changed) == ((2, 2, 0), 2)
    assert taken(form) == before


@pytest.mark.parametrize(
    ("column", "number", "after"), [("On hand", 3, -2), ("Available", 3, 3), ("Available", -4, -4)]
)
def test_where_pieces_are_owed_what_is_read_beforehand_is_what_happens(
    desk, veil, wukang, column, number, after
):
    levels.allow_backorders(item=StockItem.objects.get(store=wukang), limit=9)
    stock.reserve(lines=[Hold(veil, wukang, 10, "a", may_wait=True)], expires_at=None)
    stock.sell(references=["a"])

    run = desk.applied(f"SKU,Store,{column}\nVEIL,wukang-road,{number}\n", "stock")

    assert differences(run) == [("VEIL", "wukang-road", "-5", str(after))]
    assert shelves()["wukang-road"] == after
    assert findings("S1") == []
