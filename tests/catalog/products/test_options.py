"""A piece in up to three options: made by the verbs, shown and chosen on its page."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.products import services as products
from catalog.products.models import Product, Variant
from minishop.events.models import Event

pytestmark = pytest.mark.django_db
OPTIONS = ["Colour", "Size", "Strap"]
MADE = (("Plum", "Small", "Chain"), ("Plum", "Large", "Chain"), ("Sand", "Large", "Leather"))


@pytest.fixture
def bag() -> Product:
    bag = products.create(handle="arc-bag", title="Arc Bag", option_names=OPTIONS)
    for position, values in enumerate(MADE):
        products.add_variant(
            product=bag,
            sku=f"LL-ARC-{position}",
            price=Decimal(2680 + position),
            option_values=list(values),
            position=position,
            is_stock_tracked=False,
        )
    products.publish(product=bag)
    return bag


def page(client, bag: Product, variant: Variant | None = None) -> str:
    asked = {"variant": variant.pk} if variant else {}
    return client.get(reverse("product", args=[bag.handle]), asked).content.decode()


def chosen(shown: str) -> list[str]:
    """The value that stands beside each option's name."""
    return re.findall(r'id="o\d"><span>\w+</span><span class="quiet">([^<]*)</span>', shown)


def links(shown: str) -> dict[str, int]:
    """Where choosing each value leads."""
    found = re.findall(r'class="chip[^"]*" href="[^"]*variant=(\d+)"[^>]*>([^<]+)', shown)
    return {name: int(pk) for pk, name in found}


def test_all_three_options_are_shown_with_their_values(client, bag):
    shown = page(client, bag)
    assert re.findall(r'id="o\d"><span>(\w+)</span>', shown) == OPTIONS
    assert set(links(shown)) == {"Plum", "Sand", "Small", "Large", "Chain", "Leather"}
    assert chosen(shown) == ["Plum", "Small", "Chain"]


def test_choosing_one_of_three_leads_to_its_variant(client, bag):
    small, large, sand = bag.variants.all()
    assert links(page(client, bag))["Large"] == large.pk
    turned = page(client, bag, large)
    assert chosen(turned) == ["Plum", "Large", "Chain"]
    assert f'name="variant" value="{large.pk}"' in turned
    assert "¥2,681" in re.sub(r"<[^>]+>", "", turned)
    assert links(turned)["Sand"] == sand.pk, "the strap follows, as nothing else is made in sand"
    assert chosen(page(client, bag, sand)) == ["Sand", "Large", "Leather"]
    assert links(turned)["Small"] == small.pk


def test_a_fourth_option_is_refused():
    with pytest.raises(ValidationError) as refused:
        products.create(handle="arc-bag", title="Arc Bag", option_names=[*OPTIONS, "Lining"])
    (said,) = refused.value.message_dict["option_names"]
    assert "no more than 3" in said
    assert not Product.objects.exists()
    assert not Event.objects.exists()


def test_a_fourth_value_is_refused(bag):
    with pytest.raises(ValidationError) as refused:
        products.add_variant(product=bag, sku="LL-ARC-9", option_values=["Plum", "Small", "Chain", "Silk"])
    (said,) = refused.value.message_dict["option_values"]
    assert "no more than 3" in said
    assert bag.variants.count() == len(MADE)
