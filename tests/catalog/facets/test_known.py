import pytest

from catalog.facets import services as facets
from catalog.facets.models import Facet
from catalog.facets.services import Choice
from catalog.products import services as products
from catalog.products.models import Product
from tests import factories

pytestmark = pytest.mark.django_db


def codes(product: Product) -> set[str]:
    ids = Product.objects.get(pk=product.pk).facets
    return set(Facet.objects.filter(pk__in=ids).values_list("code", flat=True))


def test_a_piece_says_what_its_variants_on_sale_come_in():
    made = factories.product(option_names=["Colour", "Size"])
    factories.variant(product=made, option_values=["Deep Plum", "1.5 ml"])
    factories.variant(product=made, option_values=["Sand", "15 ml"], is_on_sale=False)
    assert codes(made) == {"colour:deep-plum", "size:1.5-ml"}


def test_a_store_that_gets_or_loses_its_last_piece_is_noted_beside_the_options():
    made = factories.product(option_names=["Colour"])
    row = factories.variant(product=made, option_values=["Plum"])
    products.note_stock({row.pk: True}, stores={row.pk: ["wukang"]})
    assert codes(made) == {"colour:plum", ":wukang"}
    products.note_stock({row.pk: True}, stores={row.pk: ["taikoo"]})
    assert codes(made) == {"colour:plum", ":taikoo"}
    products.note_stock({row.pk: False}, stores={row.pk: []})
    assert codes(made) == {"colour:plum"}


def test_words_without_case_are_one_choice_and_keep_their_first_writing():
    ids = [facets.known([Choice("Colour", value)]) for value in ("Plum", "PLUM", "ｐｌｕｍ")]
    assert ids[0] == ids[1] == ids[2]
    assert Facet.objects.get().value == "Plum"


def test_other_languages_are_added_and_none_is_lost():
    facets.known([Choice("Colour", "Plum", "", {"zh-hans": {"option": "颜色", "value": "梅紫"}})])
    facets.known([Choice("Colour", "Plum", "#4e1b36", {"fr": {"value": "Prune"}})])
    facets.known([Choice("Colour", "Plum", "", {"zh-hans": {"value": "深梅紫"}})])
    row = Facet.objects.get()
    assert row.colour == "#4e1b36"
    assert row.translations == {
        "zh-hans": {"option": "颜色", "value": "深梅紫"},
        "fr": {"value": "Prune"},
    }


def test_a_piece_in_a_thousand_values_keeps_as_many_as_an_index_holds():
    stores = [Choice("", f"house-{n}") for n in range(3)]
    known = facets.known([*stores, *(Choice("Engraving", f"No {n}") for n in range(1000))])
    assert len(known) == facets.MOST
    assert {":house-0", ":house-1", ":house-2"} <= known.keys()
