"""An import over what is there: blank cells overwrite, absent columns preserve, halves are taken up."""

from decimal import Decimal

import pytest

from catalog.importing import applying
from catalog.products.models import Price, Product, Variant
from minishop.events.models import Event
from tests import factories
from tests.catalog.importing import shop
from tests.catalog.importing.sheets import TABLES, run

pytestmark = pytest.mark.django_db

HEAD = (
    "Handle,Title,Type,Tags,Option1 Name,Option1 Value,"
    "Variant SKU,Variant Price,Variant Compare At Price,Status\n"
)
BOWL = HEAD + 'bowl,Bowl,Tea,"tea, clay",Glaze,Celadon,B-C,300,360,active\nbowl,,,,,Iron,B-I,320,,\n'


def test_the_newer_headers_mean_the_same_as_the_older():
    run("newer-headers.csv")
    lantern, (small, large) = Product.objects.get(), Variant.objects.order_by("position")
    assert (lantern.handle, lantern.kind, lantern.tags) == ("lantern", "Lamp", ["paper", "light"])
    assert (lantern.body, lantern.vendor.name) == ("<p>Paper and wire.</p>", "Lune & Loom")
    assert (lantern.status, lantern.seo_title) == ("active", "Paper lantern")
    assert (small.sku, small.barcode, small.grams, small.option_values) == (
        "LAN-S", "2900000000017", 450, ["Small"],
    )  # fmt: skip
    assert Price.objects.get(variant=small).compare_at == 300
    assert large.columns["Cost per item"] == "120"
    assert lantern.columns["Product category"] == "Home & Garden > Lighting"


def test_a_blank_cell_overwrites():
    run(BOWL)
    told = run(BOWL.replace('Tea,"tea, clay"', ",").replace("300,360", "300,"))
    assert (Product.objects.get().kind, Product.objects.get().tags) == ("", [])
    assert Price.objects.get(variant__sku="B-C").compare_at is None
    assert {change.column for change in told.changes} == {
        "Type", "Tags", "Variant Compare At Price (CNY) · B-C",
    }  # fmt: skip


def test_a_blank_price_takes_the_price_away():
    run(BOWL)
    told = run(BOWL.replace("300,360", ","))
    assert not Price.objects.filter(variant__sku="B-C").exists()
    assert "can't be bought" in told.said(2)


def test_an_absent_column_preserves():
    run(BOWL)
    before = shop.catalogue()
    run("Handle,Title\nbowl,Bowl of Clay\n")
    before["bowl"]["product"]["title"] = "Bowl of Clay"
    assert shop.catalogue() == before


def test_a_row_that_says_nothing_of_variants_leaves_them_alone():
    run(BOWL)
    before = shop.catalogue()
    told = run(HEAD + 'bowl,Bowl,Tea,"tea, clay",,,,,,active\n')
    assert (told.changes, told.errors) == ([], [])
    assert shop.catalogue() == before


def test_a_row_without_a_title_changes_the_variant_of_its_sku():
    run(BOWL)
    run("Handle,Variant SKU,Variant Price\nbowl,B-I,340\n")
    amounts = dict(Price.objects.values_list("variant__sku", "amount"))
    assert amounts == {"B-C": Decimal(300), "B-I": Decimal(340)}
    assert Product.objects.get().title == "Bowl"


def test_a_variant_the_table_does_not_name_stays():
    run(BOWL)
    run("\n".join(BOWL.splitlines()[:2]) + "\n")
    assert Variant.objects.filter(is_on_sale=True).count() == 2


def test_a_choice_with_a_new_name_keeps_its_variant():
    run(BOWL)
    iron = Variant.objects.get(sku="B-I")
    run(BOWL.replace("Iron", "Iron black"))
    iron.refresh_from_db()
    assert iron.option_values == ["Iron black"]
    assert Variant.objects.count() == 2


def test_what_has_another_number_of_options_goes_off_sale():
    run("Handle,Title,Variant SKU,Variant Price\nbowl,Bowl,B,300\n")
    told = run(BOWL)
    assert dict(Variant.objects.values_list("sku", "is_on_sale")) == {"B": False, "B-C": True, "B-I": True}
    assert "taken off sale" in told.said(2)


def test_only_what_differs_is_told_of():
    run(BOWL)
    seen = Event.objects.count()
    run(BOWL.replace("320", "330"))
    new = list(Event.objects.order_by("id").values_list("name", flat=True))[seen:]
    assert new == ["price.changed", "product.changed"]


def test_published_and_status_say_who_sees_it():
    head = "Handle,Title,Published,Status\n"
    run(
        head
        + "a,A,TRUE,active\nb,B,FALSE,active\nc,C,TRUE,draft\nd,D,TRUE,archived\ne,E,,unlisted\nf,F,FALSE,\n"
    )
    rows = {p.handle: (p.status, p.published_at is not None) for p in Product.objects.all()}
    assert rows == {
        "a": ("active", True), "b": ("active", False), "c": ("draft", False), "d": ("archived", False),
        "e": ("draft", False), "f": ("draft", False),
    }  # fmt: skip
    run(head + "a,A,TRUE,draft\nb,B,TRUE,active\n")
    assert dict(Product.objects.filter(handle__in="ab").values_list("handle", "status")) == {
        "a": "draft", "b": "active",
    }  # fmt: skip


def test_an_import_stopped_half_way_is_finished_by_the_next(monkeypatch):
    class Killed(BaseException):
        pass

    whole, done = applying._state, []

    def killed(plan, request):
        if len(done) == 3:
            raise Killed
        done.append(plan.draft.handle)
        whole(plan, request)

    monkeypatch.setattr(applying, "_state", killed)
    with pytest.raises(Killed):
        run("prices.csv")
    assert Product.objects.count() == 3  # the fourth of the rows that are taken is undone as a whole
    monkeypatch.undo()
    run("prices.csv")
    halves = shop.catalogue()
    Product.objects.all().delete()
    run(TABLES / "prices.csv")
    assert shop.catalogue() == halves


def test_prices_stay_for_whoever_may_not_change_them():
    table = "Handle,Title,Variant SKU,Variant Price\nbowl,{},B-1,{}\n"
    run(table.format("Bowl", 300))
    clerk = factories.staff()
    told = run(table.format("Deep bowl", 1), actor=clerk)
    assert Product.objects.get().title == "Deep bowl"
    assert Price.objects.get().amount == 300
    assert "beyond your own rights" in told.said(2)
    assert told.applied == 1
    assert not run(table.format("Deep bowl", 300), actor=clerk).findings
