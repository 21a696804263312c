"""Each condition admits whom it says, and nothing else reaches the database."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.collections import rules
from catalog.products import services as products
from catalog.products.models import Product
from catalog.vendors import services as vendors
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pieces() -> dict[str, Product]:
    """A lipstick in two shades, a bag, and a draft of which nobody has said much yet."""
    lune, loom = vendors.named("Lune"), vendors.named("Loom & Co")
    lipstick = factories.product(
        title="Silk Veil Lipstick", kind="Lipstick", tags=["Silk", "gift, small"], vendor=lune
    )
    bag = factories.product(
        title="Arc Bag", kind="Handbag", tags=["leather"], vendor=loom,
        published_at=timezone.now() - timedelta(days=40),
    )  # fmt: skip
    plain = factories.product(title="Sample", status="draft", published_at=None)
    for shade in ("Rosewood", "Plum"):
        factories.variant(product=lipstick, option_values=[shade, "3 g"], sku=f"SV-{shade}", price=238)
    large = factories.variant(product=bag, option_values=["Sand"], sku="arc_1", price=4980, in_stock=False)
    products.set_price(variant=large, amount=Decimal(3980), compare_at=Decimal(4980))
    return {"lipstick": lipstick, "bag": bag, "plain": plain}


def admitted(pieces: dict[str, Product], *conditions: tuple[str, ...], any_of: bool = False) -> str:
    asked = [dict(zip(("field", "is", "value"), each, strict=False)) for each in conditions]
    found = set(Product.objects.filter(rules.query(asked, any_of=any_of)).values_list("pk", flat=True))
    return " ".join(name for name, product in pieces.items() if product.pk in found)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (("title", "contains", "VEIL"), "lipstick"),
        (("title", "lacks", "veil"), "bag plain"),
        (("title", "equals", "arc bag"), "bag"),
        (("title", "starts", "silk"), "lipstick"),
        (("title", "ends", "bag"), "bag"),
        (("title", "contains", "100%"), ""),
        (("type", "equals", "handbag"), "bag"),
        (("type", "not", "handbag"), "lipstick plain"),
        (("type", "contains", "stick"), "lipstick"),
        (("vendor", "equals", "loom & co"), "bag"),
        (("vendor", "not", "Lune"), "bag plain"),
        (("tag", "equals", "silk"), "lipstick"),
        (("tag", "equals", "gift, small"), "lipstick"),
        (("tag", "equals", "gift"), ""),
        (("tag", "not", "SILK"), "bag plain"),
        (("price", "most", "3,980"), "lipstick bag"),
        (("price", "most", "238"), "lipstick"),
        (("price", "least", "3980.00"), "bag"),
        (("reduced", "yes"), "bag"),
        (("reduced", "no"), "lipstick plain"),
        (("stock", "yes"), "lipstick"),
        (("stock", "no"), "bag plain"),
        (("option", "equals", "plum"), "lipstick"),
        (("option", "equals", "3 G"), "lipstick"),
        (("option", "not", "Plum"), "bag plain"),
        (("published", "within", "30"), "lipstick"),
        (("published", "before", "30"), "bag"),
        (("sku", "starts", "ARC_"), "bag"),
        (("sku", "starts", "sv-"), "lipstick"),
    ],
)
def test_a_condition_admits(pieces, condition, expected):
    assert condition[:2] in rules.CONDITIONS
    Product.objects.filter(pk=pieces["plain"].pk).update(in_stock=False)
    assert admitted(pieces, condition) == expected


def test_every_condition_is_tried_above():
    marks = test_a_condition_admits.pytestmark
    tried = {case[0][:2] for mark in marks if mark.name == "parametrize" for case in mark.args[1]}
    assert tried == rules.CONDITIONS.keys()


def test_all_conditions_or_any_of_them(pieces):
    both = [("tag", "equals", "silk"), ("type", "equals", "handbag")]
    assert admitted(pieces, *both) == ""
    assert admitted(pieces, *both, any_of=True) == "lipstick bag"


def test_no_condition_admits_nobody(pieces):
    assert admitted(pieces) == admitted(pieces, any_of=True) == ""


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"field": "password", "is": "equals", "value": "x"}, "does not know"),
        ({"field": "title", "is": "regex", "value": "x"}, "does not know"),
        ({"field": "title__in", "is": "equals", "value": "x"}, "does not know"),
        ({"field": "title", "is": ["equals"], "value": "x"}, "does not know"),
        ("title", "does not know"),
        ({}, "does not know"),
        ({"field": "tag", "is": "equals", "value": "  "}, "“Has the tag” needs a value."),
        ({"field": "tag", "is": "equals"}, "needs a value"),
        ({"field": "tag", "is": "equals", "value": "a\0b"}, "too long"),
        ({"field": "tag", "is": "equals", "value": "a" * 200}, "too long"),
        ({"field": "price", "is": "most", "value": "cheap"}, "“cheap” is not an amount."),
        ({"field": "price", "is": "most", "value": "-1"}, "not an amount"),
        ({"field": "price", "is": "least", "value": "NaN"}, "not an amount"),
        ({"field": "published", "is": "within", "value": "0"}, "not a number of days"),
        ({"field": "published", "is": "within", "value": "1.5"}, "not a number of days"),
        ({"field": "published", "is": "within", "value": "1e9"}, "not a number of days"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_with_words(rule, words):
    with pytest.raises(ValidationError) as refusal:
        rules.read([rule])
    assert words in " ".join(refusal.value.messages)


def test_every_wrong_condition_is_named_at_once():
    wrong = [{"field": "tag", "is": "equals", "value": ""}, {"field": "price", "is": "most", "value": "x"}]
    with pytest.raises(ValidationError) as refusal:
        rules.read(wrong)
    assert len(refusal.value.messages) == 2


def test_rules_are_kept_trimmed_and_each_once():
    told = {"field": "tag", "is": "equals", "value": "  silk \n veil "}
    plain = {"field": "reduced", "is": "yes", "value": "whatever", "more": "x"}
    assert rules.read([told, told, plain]) == [
        {"field": "tag", "is": "equals", "value": "silk veil"},
        {"field": "reduced", "is": "yes", "value": ""},
    ]
