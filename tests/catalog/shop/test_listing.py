from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from catalog.collections import services as collections
from catalog.products import services as products
from catalog.products.models import Product
from catalog.shop import counting, directory, listing, scopes
from catalog.shop.scopes import Scope
from catalog.shop.wishes import Wish
from catalog.vendors import services as vendors
from tests import factories

pytestmark = pytest.mark.django_db


def piece(handle: str, price: int, *choices: str, days: int = 0, **facts: object) -> Product:
    """A piece in these colours and sizes ("Plum/S"), which the stores named have."""
    stores = facts.pop("stores", [])
    in_stock = facts.pop("in_stock", True)
    published = timezone.now() - timedelta(days=days)
    made = factories.product(handle=handle, published_at=published, option_names=["Colour", "Size"], **facts)
    for values in choices or ("Bare/One",):
        row = factories.variant(product=made, price=price, option_values=values.split("/"))
        products.note_stock({row.pk: in_stock}, stores={row.pk: stores})
    return made


@pytest.fixture
def shop() -> None:
    house = vendors.named("Lune")
    bag = piece("bag", 3680, "Plum/S", "Sand/M", days=3, stores=["wukang"], sold_count=5, vendor=house)
    card = piece("card", 680, "Plum/S", days=2, stores=["taikoo", "wukang"], sold_count=9, vendor=house)
    piece("candle", 398, days=1, in_stock=False, vendor=vendors.named("Loom"))
    piece("draft", 1, "Plum/S", status="draft")
    collections.create(handle="leather", title="Leather", products=[bag, card])


def wish(query: str) -> Wish:
    return Wish.of(QueryDict(query))


def asked(query: str, page: int = 1, scope: Scope | None = None) -> list[str]:
    found = listing.listing(scope or scopes.everything(), wish(query), page, since=page)
    return [product.handle for product in found.pieces]


def counted(query: str, scope: Scope | None = None) -> dict[str, dict[str, int]]:
    """Counts by the words of addresses."""
    told = counting.counts(scope or scopes.everything(), wish(query))
    facets = {row.code: told.facet[row.pk] for row in counting.facets_of(told)}
    departments = {each.handle: told.dept[each.pk] for each in directory.departments() if told.dept[each.pk]}
    return {"facet": facets, "dept": departments, "stock": {"1": told.stock}}


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
        ("brand=loom", ["candle"]),
        ("brand=lune&brand=loom", ["card", "bag", "candle"]),
        ("brand=nobody", []),
        ("opt=colour:sand", ["bag"]),
        ("opt=colour:sand&opt=colour:plum", ["card", "bag"]),
        ("opt=colour:plum&opt=size:m", ["bag"]),
        ("opt=colour:sand&opt=size:xl", []),
        ("opt=colour", []),
        ("here=taikoo", ["card"]),
        ("here=taikoo&opt=colour:sand", []),
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
    told = counted("here=wukang&opt=colour:sand")
    assert told["facet"] == {
        "colour:plum": 2, "colour:sand": 1, ":wukang": 1, "size:s": 1, "size:m": 1,
    }  # fmt: skip
    assert told["dept"] == {"leather": 1}
    assert told["stock"] == {"1": 1}


@pytest.mark.parametrize(
    "query",
    ["", "opt=colour:plum", "dept=leather", "here=wukang&stock=1", "max=700&min=1", "brand=loom&opt=size:s"],
)
def test_each_count_is_what_ticking_it_finds(shop, query):
    told = counted(query)
    for code, pieces in told["facet"].items():
        name, value = ("here", code[1:]) if code.startswith(":") else ("opt", code)
        group = code.partition(":")[0]
        alone = wish(query).without(f"opt:{group}" if name == "opt" else "here")
        assert len(asked(alone.query((name, value)))) == pieces, code
    for handle, pieces in told["dept"].items():
        assert len(asked(wish(query).without("dept").query(("dept", handle)))) == pieces


def test_each_thing_that_could_be_left_out_says_what_there_would_be(shop):
    ways = counting.without_each(scopes.everything(), wish("here=taikoo&opt=colour:sand&max=100000"))
    assert ways == [("option", "colour:sand", 1), ("here", "taikoo", 1)]


def test_pages_follow_each_other_without_gap_or_repeat():
    for n in range(listing.PAGE * 2 + 3):
        factories.product(handle=f"p{n}", published_at=timezone.now() - timedelta(days=n))
    pages = [asked("", page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [listing.PAGE, listing.PAGE, 3, 0]
    assert len({handle for page in pages for handle in page}) == listing.PAGE * 2 + 3
    whole = listing.listing(scopes.everything(), Wish(), 3, since=1)
    assert [product.handle for product in whole.pieces] == [handle for page in pages for handle in page]


def test_beyond_a_thousand_nobody_counts():
    Product.objects.bulk_create(
        Product(handle=f"p{n}", title="P", status="active", published_at=timezone.now())
        for n in range(listing.COUNTED + 20)
    )
    found = listing.listing(scopes.everything(), Wish(), 1)
    assert (found.is_beyond, found.counted, found.has_more) == (True, 1000, True)
    last = listing.listing(scopes.everything(), Wish(), 85, since=85)
    assert (len(last.pieces), last.has_more) == (12, False)


def test_equal_wishes_have_one_address():
    one, other = (
        wish(query) for query in ("opt=b:1&opt=a:1&max=500.0&brand=x", "brand=x&max=500&opt=a:1&opt=b:1")
    )
    assert one.query() == other.query() == "brand=x&opt=a%3A1&opt=b%3A1&max=500"


@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("", True),
        ("sort=loved&stock=1", True),
        ("max=500", True),
        ("dept=leather&opt=colour:plum", True),
        ("here=wukang&brand=lune", True),
        ("max=501", False),
        ("min=1", False),
        ("opt=colour:invented", False),
        ("opt=colour:plum&opt=colour:sand&dept=leather", False),
    ],
)
def test_only_addresses_bounded_by_the_catalogue_are_kept(shop, query, is_kept):
    assert listing.is_common(scopes.everything(), wish(query)) is is_kept
