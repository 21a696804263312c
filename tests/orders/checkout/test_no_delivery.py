"""A shop that delivers to some provinces, or to none, still opens its checkout."""

import pytest
from django.test import Client

from orders.orders.models import Order
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper(client: Client) -> Client:
    """Someone with a piece to be delivered in the bag."""
    variant = factories.variant(stock={factories.store(): 5})
    ours = {"origin": "http://testserver"}
    client.post("/bag/lines/", {"variant": variant.pk, "quantity": 1, "way": "ship"}, headers=ours)
    return client


def test_before_the_province_is_known_a_zone_of_some_provinces_tells_the_price(shopper):
    factories.zone(price=18, provinces=["Shanghai"])
    page = shopper.get("/checkout/")
    assert page.status_code == 200
    assert "¥18" in page.content.decode()


def too_heavy() -> None:
    factories.zone().rates.update(up_to_grams=1)


@pytest.mark.parametrize("why", [lambda: None, too_heavy], ids=["no zones", "too heavy"])
def test_what_can_be_sent_nowhere_can_still_be_collected(shopper, why):
    why()
    assert shopper.get("/bag/").status_code == 200
    page = shopper.get("/checkout/")
    assert page.status_code == 200
    assert "can’t be had this way" in page.content.decode()
    assert not Order.objects.exists()
