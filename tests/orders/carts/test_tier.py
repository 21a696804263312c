"""What a member's tier does in the bag: its prices, free delivery, and new pieces before everybody."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.shelf import services as shelf
from members.tiers import services as tiers
from orders.carts import services as carts
from orders.carts.models import CannotBeBought, Cart, Way
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def brass():
    """A member of a tier with 8 % off, free delivery, and new pieces a day early."""
    tier = club.four()["brass"]
    tier.discount_percent, tier.free_shipping, tier.early_hours = 8, True, 24
    tier.save()
    shelf.forget()
    user = factories.member()
    tiers.place(user=user, tier=tier)
    return user


def bag_of(user, *pieces):
    cart = Cart.objects.create(user=user)
    for piece in pieces:
        carts.add(cart=cart, variant=piece, way=Way.SHIP)
    return factories.bags.read(cart, province="Shanghai")


def changes(bag):
    return [(change.code, change.amount) for change in bag.quote.adjustments]


def test_each_line_costs_its_member_price_and_delivery_nothing(brass):
    factories.zone(price=12)
    house = factories.store()
    pieces = [factories.variant(price=price, stock={house: 5}) for price in ("99.99", "0.05")]

    bag = bag_of(brass, *pieces)

    assert changes(bag) == [("member-price", Decimal("-8.00")), ("delivery", 0)]
    assert bag.quote.total == Decimal("92.04")


def test_others_pay_delivery(brass):
    factories.zone(price=12)
    piece = factories.variant(price=100, stock={factories.store(): 5})
    assert changes(bag_of(factories.member(), piece)) == [("delivery", 12)]


def test_free_delivery_shows_no_meter(brass, client):
    factories.zone(price=12, free_from=600)
    piece = factories.variant(price=100, stock={factories.store(): 5})
    bag_of(brass, piece)
    client.force_login(brass)
    page = client.get("/bag/").content.decode()
    assert "Delivery for Brass" in page
    assert "<progress" not in page


def coming(hours):
    product = factories.product(published_at=timezone.now() + timedelta(hours=hours))
    return factories.variant(product=product, stock={factories.store(): 5})


def test_a_new_piece_is_theirs_a_day_before_everybody(brass):
    factories.zone()
    soon, later = coming(23), coming(25)

    assert bag_of(brass, soon).quantity == 1
    for user, piece in ((brass, later), (factories.member(), soon)):
        cart, _is_new = Cart.objects.get_or_create(user=user)
        with pytest.raises(CannotBeBought):
            carts.add(cart=cart, variant=piece)
    with pytest.raises(CannotBeBought):
        carts.add(cart=Cart.objects.create(), variant=soon)


def test_its_page_sells_it_to_them_alone(brass, client):
    address = coming(23).product.get_absolute_url()
    client.force_login(brass)
    assert "Yours already" in client.get(address).content.decode()
    client.force_login(factories.member())
    page = client.get(address).content.decode()
    assert "Yours already" not in page
    assert "Not yet on sale" in page
    client.logout()
    assert "Not yet on sale" in client.get(address).content.decode()


def test_whoever_loses_the_tier_finds_it_gone_from_what_can_be_ordered(brass):
    factories.zone()
    piece = coming(23)
    bag_of(brass, piece)
    tiers.place(user=brass, tier=tiers.base())
    bag = factories.bags.read(Cart.objects.get(user=brass), province="Shanghai")
    assert [line.line.variant_id for line in bag.gone] == [piece.pk]
