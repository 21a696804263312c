"""What a wish would change, and what it would not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from catalog.bulk.planning import Planner
from catalog.bulk.wishes import Wish
from catalog.collections import services as collections
from catalog.pictures.models import Picture
from catalog.products.models import Price, ProductImage, Variant
from catalog.repricing import services as repricing
from tests import factories

pytestmark = pytest.mark.django_db


def plan(wish: Wish, *products, planned: bool = False):
    return list(Planner(wish, is_planned_price=planned).all([product.pk for product in products]))


@pytest.mark.parametrize(
    ("by", "value", "rounding", "after"),
    [
        ("percent", "-20", "", "190.40"),
        ("percent", "-20", "whole", "190"),
        ("percent", "-20", "ninety", "190.90"),
        ("percent", "-19.5", "ninety", "191.90"),
        ("amount", "-0.5", "whole", "238"),
        ("amount", "12", "", "250"),
        ("set", "99", "ninety", "98.90"),
    ],
)
def test_prices_move_by_percent_amount_or_to_one(by, value, rounding, after):
    assert Wish(price_by=by, price=value, rounding=rounding).amount(Decimal(238)) == Decimal(after)


def test_a_wish_is_read_back_as_it_was_written():
    wish = Wish(add_tags=("silk", "new"), price_by="percent", price="-20", vendor=3)
    assert Wish.read(wish.written()) == wish


def test_every_difference_is_a_step():
    lipstick = factories.variant(price=238)
    product = lipstick.product
    lips = collections.create(handle="lips", title="Lips")
    wish = Wish(
        status="unpublish", kind="Lipstick", add_tags=("new",), add_to=lips.pk, tracked="off",
        price_by="percent", price="-50", compare="was",
    )  # fmt: skip
    (one,) = plan(wish, product)
    assert one.why == ""
    assert [column for column, _before, _after in one.steps] == [
        "kind", "tags", "status", f"tracked {lipstick.sku}", "collections", f"price {lipstick.sku}",
    ]  # fmt: skip
    assert one.steps[-1][1:] == ("¥238", "¥119 (¥238)")


def test_what_cannot_be_is_left_out_with_its_reason():
    bare = Variant.objects.create(product=factories.product(), sku="BARE").product
    cheap, dear = factories.variant(price=10).product, factories.variant(price=238).product
    wish = Wish(price_by="amount", price="-20")
    assert [one.why for one in plan(wish, bare, cheap, dear)] == [
        "It has no price.", "A price would be nothing or less.", "",
    ]  # fmt: skip


def test_a_price_before_is_higher_than_the_price():
    dear = factories.variant(price=238)
    (one,) = plan(Wish(price_by="amount", price="20", compare="was"), dear.product)
    assert one.why == "The price before would not be higher than the price."
    assert Price.objects.get().amount == 238


def test_what_may_not_be_published_is_left_out():
    said, bare = factories.product(status="draft"), factories.product(status="draft")
    for product, alt in ((said, "A veil"), (bare, "")):
        picture = Picture.objects.create(file=f"{product.pk}.png", width=40, height=50, alt=alt, digest=alt)
        ProductImage.objects.create(product=product, picture=picture)
    found = plan(Wish(status="publish"), said, bare)
    assert [one.why for one in found] == ["", "A picture of it has no alternative text."]


def test_what_is_so_already_is_left_out():
    product = factories.variant().product
    assert plan(Wish(status="publish"), product)[0].why == "It is so already."


def test_a_time_that_is_taken_leaves_the_product_out():
    busy, free = factories.variant(), factories.variant()
    day = [datetime(2031, 5, n, tzinfo=UTC) for n in range(1, 10)]
    repricing.plan(variant=busy, amount=Decimal(190), starts_at=day[2], ends_at=day[5])
    told = {"price_by": "percent", "price": "-10"}
    during = Wish(**told, starts_at=day[4].isoformat(), ends_at=day[7].isoformat())
    after = Wish(**told, starts_at=day[5].isoformat(), ends_at=day[7].isoformat())
    moment = Wish(**told, starts_at=day[3].isoformat())
    for wish, whys in ((during, ["Its", ""]), (after, ["", ""]), (moment, ["Its", ""])):
        found = plan(wish, busy.product, free.product, planned=True)
        assert [one.why[:3] for one in found] == whys
