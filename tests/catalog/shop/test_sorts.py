"""Four pieces of which no two orders agree, asked for by their addresses."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.collections import services as collections
from catalog.search import services as search
from tests import factories

pytestmark = pytest.mark.django_db
#: (handle, title, days on sale, times sold, price)
PIECES = (
    ("arc", "Silk Arc", 1, 7, 300),
    ("bow", "Silk Bow", 2, 2, 100),
    ("cape", "Silk", 3, 5, 400),
    ("dusk", "Silk Dusk", 4, 9, 200),
)
ORDERS = {
    "newest": ["arc", "bow", "cape", "dusk"],
    "loved": ["dusk", "arc", "cape", "bow"],
    "price-up": ["bow", "dusk", "arc", "cape"],
    "price-down": ["cape", "arc", "dusk", "bow"],
}
PLACES = {
    "/shop/?": ORDERS["newest"],
    "/collections/edit/?": ["dusk", "cape", "bow", "arc"],  # as arranged
    "/search/?q=silk": ["cape", "dusk", "arc", "bow"],  # its whole name, then what others buy
}


@pytest.fixture(autouse=True)
def shop() -> None:
    made = []
    for handle, title, days, sold, price in PIECES:
        published = timezone.now() - timedelta(days=days)
        piece = factories.product(handle=handle, title=title, published_at=published, sold_count=sold)
        factories.variant(product=piece, price=price, is_stock_tracked=False)
        search.index(piece)
        made.append(piece)
    collections.create(handle="edit", title="An edit", products=made[::-1])


def shown(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r'<li class="card">.*?href="/products/([\w-]+)/', answer.content.decode(), re.DOTALL)


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("place", PLACES)
def test_pieces_stand_in_the_order_asked_for(client, place, sort):
    assert shown(client, f"{place}&sort={sort}") == ORDERS[sort]


@pytest.mark.parametrize("place", PLACES)
def test_unasked_they_stand_in_the_places_own_order(client, place):
    assert shown(client, place) == PLACES[place]
