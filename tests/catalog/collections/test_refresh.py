"""Collections filled by rule hold what their rules admit, as products, prices, stock and time change."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.collections import services as collections
from catalog.collections import tasks
from catalog.collections.models import Collection, CollectionProduct
from catalog.products import services as products
from catalog.products.models import Product
from catalog.vendors import services as vendors
from minishop import events
from tests import factories

pytestmark = pytest.mark.django_db

SILK = {"field": "tag", "is": "equals", "value": "silk"}
CHEAP = {"field": "price", "is": "most", "value": "300"}


def by_rule(*rules: dict[str, str], handle: str = "edit", match: str = "all", **fields) -> Collection:
    return collections.create(handle=handle, title="An edit", match=match, rules=list(rules), **fields)


def held(collection: Collection) -> list[str]:
    return list(collection.places.order_by("position").values_list("product__handle", flat=True))


def test_a_new_collection_holds_what_its_rules_admit_newest_first():
    now = timezone.now()
    for n, days in enumerate((3, 1, 2)):
        factories.product(handle=f"piece-{n}", tags=["silk"], published_at=now - timedelta(days=days))
    factories.product(tags=["leather"])
    assert held(by_rule(SILK)) == ["piece-1", "piece-2", "piece-0"]


def test_what_stays_keeps_its_place_and_newcomers_come_last():
    old = [factories.product(handle=f"old-{n}", tags=["silk"]) for n in range(3)]
    edit = by_rule(SILK)
    collections.arrange(collection=edit, products=old)
    factories.product(handle="new", tags=["silk"])
    Product.objects.filter(pk=old[1].pk).update(tags=[])
    assert collections.refresh(collection=edit) == (1, 1)
    assert held(edit) == ["old-0", "old-2", "new"]


def test_nothing_is_written_when_nothing_changed():
    factories.product(tags=["silk"])
    edit = by_rule(SILK)
    before = list(edit.places.values_list("pk", "position"))
    assert collections.refresh(collection=edit) == (0, 0)
    assert list(edit.places.values_list("pk", "position")) == before


def test_a_collection_filled_by_hand_is_left_alone():
    piece = factories.product(tags=["leather"])
    hand = collections.create(handle="hand", title="By hand", products=[piece])
    assert collections.refresh(collection=hand) == (0, 0)
    collections.follow(product=piece.pk)
    assert held(hand) == [piece.handle]


def test_new_rules_hold_at_once_and_without_any_the_pieces_stay():
    silk, leather = factories.product(tags=["silk"]), factories.product(tags=["leather"])
    edit = by_rule(SILK)
    edit.rules = [SILK | {"value": "leather"}]
    collections.keep(collection=edit)
    assert held(edit) == [leather.handle]
    edit.match = Collection.Match.HAND
    collections.keep(collection=edit)
    assert (held(edit), edit.rules) == ([leather.handle], [])
    assert silk.handle not in held(edit)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rules": []}, "at least one condition"),
        ({"rules": [{"field": "tag", "is": "equals", "value": ""}]}, "needs a value"),
        ({"rules": [SILK], "published_at": timezone.now(), "withdrawn_at": timezone.now() - timedelta(1)},
         "ends before it begins"),
    ],
)  # fmt: skip
def test_a_collection_that_makes_no_sense_is_refused(fields, words):
    with pytest.raises(ValidationError, match=words):
        collections.create(handle="edit", title="An edit", match="all", **fields)
    assert not Collection.objects.exists()


def test_a_piece_is_followed_when_its_words_change():
    piece = factories.product(tags=["leather"])
    edit = by_rule(SILK)
    products.update(product=piece, tags=["silk"])
    events.sweep()
    assert held(edit) == [piece.handle]
    products.update(product=piece, tags=[])
    events.sweep()
    assert held(edit) == []


def test_a_piece_is_followed_when_its_price_changes():
    variant = factories.variant(price=400)
    edit = by_rule(CHEAP)
    products.set_price(variant=variant, amount=Decimal(280))
    events.sweep()
    assert held(edit) == [variant.product.handle]


def test_a_piece_is_followed_when_it_sells_out_and_comes_back():
    variant = factories.variant()
    edit = by_rule({"field": "stock", "is": "yes", "value": ""})
    for left, expected in ((False, []), (True, [variant.product.handle])):
        products.note_stock({variant.pk: left})
        events.sweep()
        assert held(edit) == expected


def test_a_brand_by_another_name_is_another_brand_to_a_rule():
    lune = vendors.named("Lune")
    piece = factories.product(vendor=lune)
    edit = by_rule({"field": "vendor", "is": "equals", "value": "Loom"})
    lune.name = "Loom"
    vendors.keep(vendor=lune)
    events.sweep()
    assert held(edit) == [piece.handle]


def test_time_alone_changes_what_is_new():
    piece = factories.product(published_at=timezone.now() - timedelta(days=29))
    edit = by_rule({"field": "published", "is": "within", "value": "30"})
    assert held(edit) == [piece.handle]
    Product.objects.filter(pk=piece.pk).update(published_at=timezone.now() - timedelta(days=31))
    tasks.refresh_by_rule()
    assert held(edit) == []


def test_a_rule_that_broke_stops_no_other():
    broken, edit = by_rule(SILK), by_rule(SILK, handle="second")
    Collection.objects.filter(pk=broken.pk).update(rules=[{"field": "gone"}])
    piece = factories.product(tags=["silk"])
    tasks.refresh_by_rule()
    assert held(edit) == [piece.handle]


@pytest.mark.parametrize("many", [3, 300])
def test_a_refresh_asks_as_often_at_any_size(many):
    edit = by_rule(SILK)
    Product.objects.bulk_create(Product(handle=f"p-{n}", title="P", tags=["silk"]) for n in range(many))
    with CaptureQueriesContext(connection) as asked:
        assert collections.refresh(collection=edit) == (many, 0)
    assert len(asked) == 6
    assert CollectionProduct.objects.count() == many


@pytest.mark.parametrize("many", [1, 9])
def test_following_asks_as_often_for_any_number_of_collections(many):
    for n in range(many):
        by_rule(SILK, handle=f"edit-{n}")
    piece = factories.product(tags=["leather"])
    with CaptureQueriesContext(connection) as asked:
        collections.follow(product=piece.pk)
    assert len(asked) == 7


def test_its_order_sorts_its_pieces():
    now = timezone.now()
    facts = [("b", 3, 200, 1), ("a", 1, 300, 9), ("c", 2, 100, 5)]
    pieces = [
        factories.product(
            handle=title,
            title=title,
            published_at=now - timedelta(days=days),
            price_from=price,
            sold_count=sold,
        )
        for title, days, price, sold in facts
    ]
    edit = collections.create(handle="edit", title="An edit", products=pieces)
    found = {}
    for order in Collection.Order.values:
        edit.order = order
        inside = Product.objects.filter(places__collection=edit).order_by(*edit.sorting)
        found[order] = "".join(inside.values_list("handle", flat=True))
    assert found == {
        "hand": "bac", "newest": "acb", "loved": "acb", "price-up": "cba", "price-down": "abc",
        "title": "abc",
    }  # fmt: skip
