"""Each mess of real exports, one file for each: what is good arrives, what is not is named."""

from decimal import Decimal

import pytest

from catalog.fetching.models import PendingImage
from catalog.products.models import Price, Product, Variant
from tests import factories
from tests.catalog.importing.sheets import TABLES, run

pytestmark = pytest.mark.django_db


def product(handle: str) -> Product:
    return Product.objects.get(handle=handle)


def prices(handle: str) -> list[Decimal]:
    rows = Price.objects.filter(variant__product__handle=handle).order_by("variant__position")
    return [row.amount for row in rows]


@pytest.mark.parametrize("file", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_is_applied_or_reported_in_a_dry_run_as_in_earnest(file):
    dry, told = run(file, dry=True), run(file)
    assert told.rows == told.applied + told.reported > 0
    assert (dry.rows, dry.applied, dry.reported) == (told.rows, told.applied, told.reported)
    assert dry.errors == told.errors


@pytest.mark.parametrize("file", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_dry_run_writes_nothing_and_a_second_import_changes_nothing(file):
    run(file, dry=True)
    assert not Product.objects.exists()
    first = run(file)
    again = run(file)
    assert again.changes == []
    assert again.errors == first.errors


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("byte-order-mark.csv", "Robe de soie – été"),
        ("windows-1252.csv", "Crêpe “Lumière” – 30 €"),
        ("gb18030.csv", "真丝方巾，夜航"),
    ],
)
def test_letters_arrive_whole(file, title):
    assert run(file).reported == 0
    assert Product.objects.get().title == title


def test_newlines_in_quotes_are_part_of_the_cell():
    run("quoted-newlines.csv")
    assert product("moon-tray").body == (
        '<p>Lacquered in nine coats.</p>\n\n<ul>\n<li>24 cm</li>\n<li>Says "moon" below</li>\n</ul>'
    )
    assert prices("moon-tray") == [420, 560]


def test_rows_with_only_a_photograph_join_the_gallery():
    told = run("image-only-rows.csv")
    waiting = PendingImage.objects.filter(in_gallery=True).order_by("position")
    assert [row.source.rsplit("/")[-1] for row in waiting] == [
        "bowl-celadon.jpg", "bowl-iron.jpg", "bowl-foot.jpg", "bowl-hands.jpg",
    ]  # fmt: skip
    assert [row.alt for row in waiting] == ["Celadon bowl", "Iron bowl", "Tea Bowl", "In two hands"]
    assert "“Tea Bowl” is used" in told.said(4)
    assert Variant.objects.count() == 2


def test_a_variant_waits_for_its_own_photograph_beside_the_gallery():
    run("image-only-rows.csv")
    beside = PendingImage.objects.get(in_gallery=False)
    assert (beside.source, [v.sku for v in beside.variants.all()]) == (
        "https://pictures.example/bowl-iron-side.jpg", ["TB-I"],
    )  # fmt: skip
    first = PendingImage.objects.get(position=0, in_gallery=True)
    assert [variant.sku for variant in first.variants.all()] == ["TB-C"]


def test_less_than_nothing_is_nothing_with_a_warning():
    house = factories.store()
    told = run("negative-quantities.csv")
    assert "-4" in told.said(2)
    assert told.reported == 0
    assert dict(house.stock_items.values_list("variant__sku", "on_hand")) == {"IS-L": 7}
    assert dict(Variant.objects.values_list("sku", "in_stock")) == {"IS-S": False, "IS-L": True}


def test_a_missing_sku_is_made_of_the_handle_and_the_choice_and_stays():
    told = run("missing-skus.csv")
    made = ["SILK-SCARF-YE-HANG-70-CM", "SILK-SCARF-ROSE-70-CM", "SS-R-90"]
    assert list(Variant.objects.values_list("sku", flat=True)) == made
    assert made[0] in told.said(2)
    assert run("missing-skus.csv").changes == []
    assert list(Variant.objects.values_list("sku", flat=True)) == made


def test_a_repeated_handle_adds_what_it_sells_and_keeps_the_first_title():
    told = run("repeated-handles.csv")
    assert product("fan").title == "Folding Fan"
    assert [v.option_values for v in product("fan").variants.all()] == [["Bamboo"], ["Sandalwood"]]
    assert told.errors == [(5, "The same choice as row 2.")]
    assert "Folding Fan" in told.said(4)
    assert product("brush").variants.get().sku == "BRUSH"


def test_scripts_and_styles_are_taken_out_and_named():
    told = run("scripts-in-html.csv")
    assert product("oil").body == '<p>Cold pressed.</p><a rel="noopener noreferrer">more</a>'
    assert "<style>, style, onclick, <script>, href" in told.said(2)
    assert told.said(3) == ""


def test_prices_are_read_as_meant_or_not_at_all():
    told = run("prices.csv")
    assert prices("thousands") == [Decimal(1299)]
    assert Price.objects.get(variant__sku="P-1").compare_at == Decimal(1599)
    assert prices("whole") == [Decimal(50)]
    assert prices("sign") == [Decimal("1299.5")]
    assert prices("continental") == [Decimal(1299)]
    assert prices("none") == []
    assert product("none").variants.get().sku == "P-6"
    assert [row for row, _words in told.errors] == [6, 8, 9]
    assert "write 1299.00" in told.said(9)
    assert not Product.objects.filter(handle__in=["words", "below", "fine"]).exists()


def test_an_option_without_a_value_costs_at_most_its_own_row():
    told = run("option-without-value.csv")
    assert product("cup").option_names == []
    assert "Size" in told.said(2)
    assert [v.option_values for v in product("plate").variants.all()] == [["Small"], ["Large"]]
    assert told.errors == [(4, "No value for Size.")]
    assert product("jug").option_names == ["Option 1"]
    assert [v.sku for v in product("jug").variants.all()] == ["JUG-T", "JUG-S"]


def test_a_gift_card_is_a_draft_that_nobody_ships():
    told = run("gift-card.csv")
    card = product("gift-card")
    assert (card.is_gift_card, card.status) == (True, "draft")
    assert [v.is_shippable for v in card.variants.all()] == [False, False]
    assert "draft" in told.said(2)


def test_columns_without_a_field_are_kept_on_what_they_speak_of():
    run("metafields.csv")
    assert product("vase").columns == {
        "Occasion (product.metafields.shopify.occasion)": "wedding; new year",
        "Supplier note": "ask Mei, not Lin",
        "Google Shopping / MPN": "MPN-7",
    }
    kept = {"Variant Fulfillment Service": "manual", "Cost per item": "310.5", "Price / International": "129"}
    assert product("vase").variants.get().columns == kept
    assert product("bowl").columns == {}


def test_a_title_alone_makes_a_draft():
    told = run("title-only.csv")
    assert {p.handle: p.title for p in Product.objects.all()} == {
        "a-length-of-silk": "A Length of Silk", "su-zhou-duan": "素绉缎",
    }  # fmt: skip
    assert {p.status for p in Product.objects.all()} == {"draft"}
    assert told.errors == [(4, "The same product as row 2.")]


def test_a_file_with_everything_wrong_loses_no_good_row():
    told = run("everything-wrong.csv")
    assert set(Product.objects.values_list("handle", flat=True)) == {"good", "dup", "bad-handle", "last"}
    assert [row for row, _words in told.errors] == [2, 4, 6, 8]
    assert "belongs to something else" in told.said(4)
    odd = Variant.objects.get(sku="DUP-M")
    assert (odd.grams, odd.barcode, odd.is_shippable) == (0, "", True)
    bad = product("bad-handle")
    assert (bad.status, bad.variants.get().barcode) == ("draft", "0290012345678")
    assert PendingImage.objects.get(product=bad).state == PendingImage.State.REFUSED
    assert "beyond the last column" in told.said(9)


def test_a_quote_left_open_costs_its_row():
    told = run("open-quote.csv")
    assert set(Product.objects.values_list("handle", flat=True)) == {"first", "third"}
    assert [row for row, _words in told.errors] == [3]


@pytest.mark.parametrize(
    ("price", "why"),
    [
        ("9" * 40, "more than anything costs"),
        ("0." + "9" * 40, "more decimals"),
        ("12." + "9" * 40, "decimals"),
    ],
)
def test_a_price_of_endless_digits_is_one_row_s_own_mistake(price, why):
    told = run(f"Handle,Title,Option1 Value,Variant SKU,Variant Price\na,A,S,A-1,5\na,,M,A-2,{price}\n")
    assert (told.applied, told.reported) == (1, 1)
    assert why in told.said(3)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "9999-12-31 23:59:59-12:00"])
def test_a_moment_nobody_can_read_again_is_refused(moment):
    told = run(f"Handle,Title,Published At,Status\na,A,{moment},active\n")
    assert (told.applied, told.reported) == (0, 1)
    assert "not a date" in told.said(2)


def test_why_a_piece_is_not_taken_back_is_one_of_two_reasons():
    told = run("not-taken-back.csv")
    assert [product(handle).no_return for handle in ("ring", "balm", "cup")] == [
        "made_to_order",
        "sealed",
        "",
    ]
    assert "is no reason" in told.said(4)
