import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.collections import services as collections
from catalog.products import services as products
from catalog.search import services as search
from tests import factories

pytestmark = pytest.mark.django_db
#: (handle, title, colour, store, price, times sold), the newest first
PIECES = (
    ("bag", "Silk Bag", "Plum", "wukang", 3680, 5),
    ("card", "Silk Card", "Plum", "taikoo", 680, 9),
    ("sash", "Silk Sash", "Sand", "wukang", 398, 7),
    ("lamp", "Lamp", "Plum", "wukang", 100, 99),
)


@pytest.fixture(autouse=True)
def shop() -> None:
    made = {}
    for days, (handle, title, colour, store, price, sold) in enumerate(PIECES):
        published = timezone.now() - timedelta(days=days)
        piece = factories.product(
            handle=handle, title=title, published_at=published, sold_count=sold, option_names=["Colour"]
        )
        row = factories.variant(product=piece, price=price, option_values=[colour])
        products.note_stock({row.pk: True}, stores={row.pk: [store]})
        search.index(piece)
        made[handle] = piece
    collections.create(handle="small", title="Small", products=[made["card"], made["sash"], made["lamp"]])


@pytest.mark.parametrize(
    ("asked", "handles"),
    [
        ("", ["card", "sash", "bag"]),
        ("opt=colour:plum", ["card", "bag"]),
        ("opt=colour:plum&opt=colour:sand", ["card", "sash", "bag"]),
        ("max=700", ["card", "sash"]),
        ("min=400&max=700", ["card"]),
        ("here=wukang", ["sash", "bag"]),
        ("here=wukang&opt=colour:plum", ["bag"]),
        ("dept=small", ["card", "sash"]),
        ("dept=small&here=wukang", ["sash"]),
        ("dept=small&max=100", []),
        ("sort=newest", ["bag", "card", "sash"]),
        ("sort=price-up", ["sash", "card", "bag"]),
        ("sort=price-down&opt=colour:plum", ["bag", "card"]),
        ("sort=price-up&here=wukang&max=4000", ["sash", "bag"]),
    ],
)
def test_what_was_found_is_filtered_and_sorted_as_the_address_says(client, asked, handles):
    page = client.get(f"/search/?q=silk&{asked}").content.decode().partition('id="found"')[2]
    assert list(dict.fromkeys(re.findall(r'href="/products/([\w-]+)/', page))) == handles
