import pytest

from catalog.products import services as products
from catalog.products.models import Product
from catalog.search import services as search
from catalog.search.models import SearchDocument, SynonymGroup
from minishop import events
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

RANGE = (
    ("silk-veil-lipstick", "Silk Veil Lipstick", "丝雾唇膏", "Lip", "Rosewood", "檀木玫瑰"),
    ("eau-de-lune", "Eau de Lune", "月下香水", "Fragrance", "50 ml", "50 毫升"),
    ("arc-bag", "Arc Bag", "弧月手袋", "Bags", "Plum", "梅紫"),
    ("discovery-set", "Discovery Set", "初见礼盒", "Sets", "", ""),
)


MEANT_ALIKE = (
    ["lipstick", "lip", "口红", "唇膏", "唇釉"],
    ["perfume", "fragrance", "parfum", "scent", "香水", "香氛"],
    ["bag", "handbag", "purse", "手袋", "包包", "手提包"],
)


@pytest.fixture
def shop() -> dict[str, Product]:
    for words in MEANT_ALIKE:
        SynonymGroup.objects.get_or_create(words=words)
    made = {}
    for n, (handle, title, zh, kind, option, option_zh) in enumerate(RANGE):
        product = factories.product(
            handle=handle,
            title=title,
            kind=kind,
            body="<p>Laid in a plum box with a bag.</p>" if kind == "Sets" else "<p>For the evening.</p>",
            translations={"zh-hans": {"title": zh, "body": "<p>夜里用。</p>"}},
        )
        products.add_variant(
            product=product,
            sku=f"SKU-{n}",
            option_values=[option] if option else [],
            translations={"zh-hans": {"option_values": [option_zh]}},
            is_stock_tracked=False,
        )
        search.index(product)
        made[handle] = product
    return made


def found(query: str) -> list[str]:
    return [product.handle for product in search.search(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lipstick", "silk-veil-lipstick"),
        ("LIPSTICKS", "silk-veil-lipstick"),
        ("lips", "silk-veil-lipstick"),
        ("silk veil", "silk-veil-lipstick"),
        ("唇膏", "silk-veil-lipstick"),
        ("丝雾唇膏", "silk-veil-lipstick"),
        ("唇", "silk-veil-lipstick"),
        ("口红", "silk-veil-lipstick"),
        ("檀木", "silk-veil-lipstick"),
        ("rosewood", "silk-veil-lipstick"),
        ("chungao", "silk-veil-lipstick"),
        ("siwu", "silk-veil-lipstick"),
        ("swcg", "silk-veil-lipstick"),
        ("lipstik", "silk-veil-lipstick"),
        ("silk vail", "silk-veil-lipstick"),
        ("perfume", "eau-de-lune"),
        ("香水", "eau-de-lune"),
        ("ＥＡＵ", "eau-de-lune"),
        ("50ml", "eau-de-lune"),
        ("plum bag", "arc-bag"),
        ("梅紫手袋", "arc-bag"),
        ("handbag", "arc-bag"),
        ("SKU-2", "arc-bag"),
    ],
)
def test_what_shoppers_type_finds_the_piece(shop, query, first):
    assert found(query)[:1] == [first]


def test_a_piece_with_only_some_of_the_words_is_not_found_beside_one_with_all(shop):
    assert found("plum bag") == ["arc-bag", "discovery-set"]
    assert not search.find("plum bag").lacking


def test_when_nothing_has_every_word_pieces_with_some_are_shown_and_said_to_be(shop):
    answer = search.find("plum lipstick")
    assert answer.lacking
    assert {"silk-veil-lipstick", "arc-bag"} <= {piece.handle for piece in answer.pieces}
    assert search.find("梅紫 香水").lacking


@pytest.mark.parametrize("query", ["", "   ", "!!!", "zzzzqq", "'; drop table", "\x00", "🌙", "| & ! <->"])
def test_what_means_nothing_finds_nothing_and_breaks_nothing(shop, query):
    assert found(query) == []


def test_drafts_are_not_found(shop):
    products.unpublish(product=shop["arc-bag"])
    assert found("arc") == []


def test_sold_out_pieces_come_last(shop):
    Product.objects.filter(handle="arc-bag").update(in_stock=False)
    assert found("plum bag")[-1] == "arc-bag"


def test_a_renamed_product_is_found_by_its_new_name_only(shop):
    products.update(product=shop["arc-bag"], title="Crescent Bag")
    events.run_now(Event.objects.filter(name="product.changed").latest("id"))
    assert "arc-bag" in found("crescent")
    assert found("arc") == []


def test_indexing_again_keeps_one_document(shop):
    search.index(shop["arc-bag"])
    assert SearchDocument.objects.filter(product=shop["arc-bag"]).count() == 1
