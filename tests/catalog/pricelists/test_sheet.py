"""Prices by table: several currencies, comparisons cleared or kept, amounts however they are typed."""

from decimal import Decimal
from io import BytesIO

import pytest

from catalog.products import services as products
from catalog.products.models import Price
from minishop.imports import tables
from minishop.imports.kinds import kinds
from tests import factories
from tests.minishop.imports.desk import Desk, differences, said, sums

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def veil():
    product = factories.product(handle="silk-veil")
    row = factories.variant(product=product, sku="VEIL", barcode="690123", option_values=["Rosewood"])
    products.set_price(variant=row, amount=Decimal(238), compare_at=Decimal(300))
    return row


def cost(currency: str = "CNY") -> tuple[Decimal, Decimal | None]:
    return Price.objects.values_list("amount", "compare_at").get(currency=currency)


@pytest.mark.parametrize(
    "told", ["1299", "1,299.00", "1.299,00", "¥1299", "CNY 1 299", "1'299.00", "１２９９", "1299元"]
)
def test_an_amount_is_read_however_it_is_typed(desk, veil, told):
    run = desk.applied(f'SKU,Price\nVEIL,"{told}"\n')
    assert sums(run) == (1, 1, 0), said(run)
    assert cost() == (1299, 300)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("a lot", "“a lot” is not an amount."),
        ("-5", "“-5” is below zero."),
        ("1,29,9", "“1,29,9” is not an amount."),
        ("1.299", "“1.299” can be read in more than one way: write 1299.00."),
        ("0,500", "“0,500” can be read in more than one way: write 1299.00."),
        ("12.9999", "“12.9999” has more decimals than CNY."),
        ("EUR 35", "“EUR 35” is not an amount."),
        ("9" * 15, f"“{'9' * 15}” is more than anything costs."),
        ("", "A price can’t be emptied; take the piece off sale instead."),
    ],
)
def test_what_is_no_price_is_reported_and_changes_nothing(desk, veil, told, why):
    run = desk.applied(f'SKU,Price\nVEIL,"{told}"\n')
    assert said(run) == [f"2: {why}"]
    assert cost() == (238, 300)


def test_a_blank_comparison_clears_it_and_an_absent_column_leaves_it(desk, veil):
    desk.applied("SKU,Price\nVEIL,250\n")
    assert cost() == (250, 300)
    run = desk.applied("SKU,Price,Compare at price\nVEIL,250,\n")
    assert differences(run) == [("VEIL", "Compare at price CNY", "300.00", "")]
    assert cost() == (250, None)


def test_each_currency_is_a_row_of_its_own(desk, veil):
    run = desk.applied("SKU,Currency,Price\nVEIL,eur,35\nVEIL,JPY,5000\nVEIL,YEN!,1\nVEIL,JPY,5000.5\n")
    assert said(run) == [
        "4: “YEN!” is no currency: it has three letters.",
        "5: “5000.5” has more decimals than JPY.",
    ]
    assert [cost(code) for code in ("CNY", "EUR", "JPY")] == [(238, 300), (35, None), (5000, None)]


@pytest.mark.parametrize(
    "table",
    ["Variant SKU,Variant Price\nVEIL,99\n", "Barcode,Price\n690123,99\n",
     "Handle,Option1 Value,Price\nsilk-veil,Rosewood,99\n"],
)  # fmt: skip
def test_a_piece_is_known_by_sku_barcode_or_options(desk, veil, table):
    desk.applied(table)
    assert cost() == (99, 300)


def test_a_comparison_that_shows_no_reduction_is_a_warning(desk, veil):
    run = desk.applied("SKU,Price,Compare at price\nVEIL,250,200\n")
    assert said(run, "warning") == ["2: It is not above the price, so shoppers see no reduction."]
    assert cost() == (250, 200)


def all_prices() -> list[tuple]:
    columns = ("variant", "currency", "amount", "compare_at")
    return list(Price.objects.order_by("variant", "currency").values_list(*columns))


def taken(form: str) -> bytes:
    return b"".join(tables.write(*kinds["prices"].export(), form))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_and_brought_back_is_the_same(desk, veil, form):
    factories.variant(sku="=1+1", price=0)
    unpriced = factories.variant(sku="UNPRICED")
    unpriced.prices.all().delete()
    products.set_price(variant=veil, amount=Decimal(5000), currency="JPY")
    content = taken(form)
    again = desk.applied(content, name=f"prices.{form}")
    assert (sums(again), differences(again)) == ((4, 4, 0), [])

    before = list(
        Price.objects.order_by("variant", "currency").values_list(
            "variant", "currency", "amount", "compare_at"
        )
    )
    Price.objects.all().delete()
    desk.applied(content, name=f"prices.{form}")
    rows = Price.objects.order_by("variant", "currency")
    assert list(rows.values_list("variant", "currency", "amount", "compare_at")) == before
    assert [row.cells for row in tables.read(BytesIO(taken(form))).rows()] == [
        row.cells for row in tables.read(BytesIO(content)).rows()
    ]


def test_with_three_decimals_it_is_the_comma_that_can_be_read_in_two_ways(desk, veil):
    run = desk.applied('SKU,Currency,Price\nVEIL,KWD,1.299\nVEIL,OMR,"1,299"\n')
    assert said(run) == ["3: “1,299” can be read in more than one way: write 1299.00."]
    assert cost("KWD") == (Decimal("1.299"), None)
    assert not Price.objects.filter(currency="OMR").exists()
