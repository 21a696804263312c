import html
import re

import pytest
from django.urls import reverse

from catalog.collections import services as collections
from catalog.products.models import Product
from catalog.search import services as search
from catalog.search.suggesting import suggest
from catalog.vendors import services as vendors
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lipstick() -> Product:
    """A lipstick of a house, in a collection."""
    product = factories.product(
        handle="lipstick",
        title="Velvet Lipstick",
        translations={"zh-hans": {"title": "丝绒唇膏"}},
        vendor=vendors.named("Maison Aube"),
    )
    factories.variant(product=product, is_stock_tracked=False, option_values=[])
    collections.create(
        handle="beauty",
        title="Beauty",
        translations={"zh-hans": {"title": "美妆"}},
        products=[product],
    )
    search.index(product)
    return product


def offered(query: str) -> tuple[list[str], list[str], list[str]]:
    found = suggest(query)
    return [p.handle for p in found.pieces], [place.name for place in found.places], found.queries


def test_a_beginning_offers_the_word_and_its_pieces():
    assert offered("lips") == (["lipstick"], [], ["lipstick"])


def test_half_typed_pinyin_and_initials_offer_the_chinese_word():
    assert offered("chung") == (["lipstick"], [], ["唇膏"])
    assert offered("cg")[2] == ["唇膏"]


@pytest.mark.parametrize(("typed", "place"), [("mais", "Maison Aube"), ("beau", "Beauty"), ("美", "Beauty")])
def test_makers_and_collections_are_offered_by_name(typed, place):
    assert offered(typed)[1] == [place]


def test_a_slip_is_read_as_the_word_it_was_meant_to_be():
    assert suggest("lipstikc").read_as == "lipstick"
    assert offered("lipstikc") == (["lipstick"], [], ["lipstick"])


@pytest.mark.parametrize("query", ["", "   ", "!!!", "🌙", "zzzzqq"])
def test_what_means_nothing_offers_nothing(query):
    assert not suggest(query)


def test_drafts_are_not_offered(lipstick):
    lipstick.status = Product.Status.DRAFT
    lipstick.save()
    assert offered("lips")[0] == []


def test_the_list_is_a_list_of_links(client):
    shown = html.unescape(client.get(reverse("search-suggestions"), {"q": "lips"}).content.decode())
    assert re.findall(r'<a [^>]*href="([^"]+)"', shown) == [
        "/search/?q=lipstick",
        "/products/lipstick/",
        "/search/?q=lips",
    ]
    assert "<script" not in client.get(reverse("search-suggestions"), {"q": "<script>"}).content.decode()


def test_suggestions_ask_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(reverse("search-suggestions"), {"q": "lips"})
