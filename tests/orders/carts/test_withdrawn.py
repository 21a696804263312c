"""A piece whose time on sale is over: nowhere to be found, and not to be bought."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.products.models import Product, Variant
from catalog.search import services as search
from orders.carts import services as carts
from orders.carts.models import CannotBeBought
from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.orders.models import Order
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    factories.zone()
    return factories.store()


@pytest.fixture
def piece(house) -> Variant:
    return factories.variant(stock={house: 5})


def withdraw(piece: Variant) -> None:
    over = timezone.now() - timedelta(seconds=1)
    Product.objects.filter(pk=piece.product_id).update(withdrawn_at=over)


def test_neither_search_nor_the_api_nor_its_page_finds_it(client, piece):
    search.index(piece.product)
    withdraw(piece)
    handle = piece.product.handle
    assert client.get(f"/products/{handle}/").status_code == 404
    assert client.get(f"/api/v1/products/{handle}/").status_code == 404
    assert client.get("/api/v1/products/").json()["results"] == []
    assert handle not in client.get("/search/", {"q": piece.product.title}).content.decode()


def test_it_is_not_put_into_a_bag(client, piece):
    bag = factories.cart((factories.variant(), 1))
    withdraw(piece)
    with pytest.raises(CannotBeBought):
        carts.add(cart=bag, variant=piece)
    assert carts.count(bag) == 1


def test_in_a_bag_it_says_that_it_is_no_longer_sold(client, piece):
    client.post("/bag/lines/", {"variant": piece.pk, "quantity": 1, "next": "bag"})
    withdraw(piece)
    page = client.get("/bag/").content.decode()
    assert "No longer on sale" in page
    assert "Sold out" not in page


@pytest.mark.parametrize(("others", "refusal"), [(0, NothingToOrder), (1, QuoteChanged)])
def test_checkout_refuses_it_and_nothing_is_put_aside(house, piece, others, refusal):
    lines = [(factories.variant(stock={house: 5}), 1) for _ in range(others)]
    bag = factories.cart((piece, 1), *lines)
    accepted = factories.bags.read(bag, way="ship", province="Shanghai").quote.digest
    withdraw(piece)
    with pytest.raises(refusal):
        factories.place(bag, accepted=accepted)
    assert not Order.objects.exists()
    assert not StockItem.objects.exclude(reserved=0).exists()
