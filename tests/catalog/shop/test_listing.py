from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from catalog.collections import services as collections
from catalog.products.models import Product
from catalog.shop import listing
from catalog.shop.wishes import Wish
from tests import factories

pytestmark = pytest.mark.django_db

PLUM = {"colour": "#4e1b36", "name": "Plum", "names": {}}
SAND = {"colour": "#bf9c78", "name": "Sand", "names": {}}


def piece(handle: str, price: int, *, days: int = 0, **facts: object) -> Product:
    published = timezone.now() - timedelta(days=days)
    return factories.product(handle=handle, price_from=price, price_to=price, published_at=published, **facts)


@pytest.fixture
def shop() -> None:
    bag = piece("bag", 3680, days=3, swatches=[PLUM, SAND], store_codes=["wukang"], sold_count=5)
    card = piece("card", 680, days=2, swatches=[PLUM], store_codes=["taikoo", "wukang"], sold_count=9)
    piece("candle", 398, days=1, in_stock=False)
    piece("draft", 1, status="draft")
    collections.create(handle="leather", title="Leather", products=[bag, card])


def asked(query: str, page: int = 1) -> list[str]:
    return [product.handle for product in listing.listing(Wish.of(QueryDict(query)), page).pieces]


@pytest.mark.parametrize(
    ("query", "handles"),
    [
        ("", ["card", "bag", "candle"]),
        ("sort=loved", ["card", "bag", "candle"]),
        ("sort=price-up", ["card", "bag", "candle"]),
        ("sort=price-down", ["bag", "card", "candle"]),
        ("sort=nonsense", ["card", "bag", "candle"]),
        ("dept=leather", ["card", "bag"]),
        ("dept=leather&dept=nothing", ["card", "bag"]),
        ("dept=nothing", []),
        ("colour=Sand", ["bag"]),
        ("colour=Sand&colour=Plum", ["card", "bag"]),
        ("here=taikoo", ["card"]),
        ("here=taikoo&colour=Sand", []),
        ("max=700", ["card", "candle"]),
        ("min=400&max=700", ["card"]),
        ("min=abc&max=-3", ["card", "bag", "candle"]),
        ("min=NaN&max=1e99", ["card", "bag", "candle"]),
        ("stock=1", ["card", "bag"]),
    ],
)
def test_the_address_says_which_pieces(shop, query, handles):
    assert asked(query) == handles


def test_counts_say_what_each_choice_would_show(shop):
    counts = listing.counts(Wish.of(QueryDict("here=wukang&colour=Sand")))
    assert counts["colour"] == {"Plum": 2, "Sand": 1}
    assert counts["here"] == {"wukang": 1}
    assert counts["dept"] == {"leather": 1}
    assert counts["in_stock"] == {"1": 1}


def test_only_colours_of_more_than_one_piece_are_offered(shop):
    assert [swatch["name"] for swatch in listing.colours()] == ["Plum"]


def test_pages_follow_each_other_without_gap_or_repeat():
    for n in range(listing.PAGE * 2 + 3):
        piece(f"p{n}", 100, days=n)
    pages = [asked("", page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [listing.PAGE, listing.PAGE, 3, 0]
    assert len({handle for page in pages for handle in page}) == listing.PAGE * 2 + 3


def test_equal_wishes_have_one_address():
    one, other = (Wish.of(QueryDict(q)) for q in ("colour=B&colour=A&max=500.0", "max=500&colour=A&colour=B"))
    assert one.query() == other.query() == "colour=A&colour=B&max=500"


@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("", True),
        ("sort=loved&stock=1", True),
        ("max=500", True),
        ("dept=leather&colour=Plum", True),
        ("max=501", False),
        ("min=1", False),
        ("colour=invented", False),
        ("colour=Plum&colour=Sand&dept=leather", False),
    ],
)
def test_only_addresses_bounded_by_the_catalogue_are_kept(shop, query, is_kept):
    assert listing.is_common(Wish.of(QueryDict(query))) is is_kept
