"""Hearts: saved once, let go, kept through sign-in, and told of what changed."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from catalog.products import services as products
from members.wishlists import reading
from members.wishlists import services as wishlists
from members.wishlists.models import FullList, WishlistItem
from minishop import events
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen():
    return factories.member()


@pytest.fixture
def phone(wen) -> Client:
    client = Client()
    client.force_login(wen)
    return client


def test_a_piece_is_saved_once_and_let_go(wen):
    piece = factories.variant().product
    assert wishlists.save(user=wen, product=piece) == wishlists.save(user=wen, product=piece)
    assert wishlists.remove(user=wen, product=piece)
    assert not wishlists.remove(user=wen, product=piece)
    assert not WishlistItem.objects.exists()


def test_a_full_list_takes_no_more(wen, monkeypatch):
    monkeypatch.setattr(wishlists, "MOST", 1)
    wishlists.save(user=wen, product=factories.variant().product)
    with pytest.raises(FullList):
        wishlists.save(user=wen, product=factories.variant().product)
    assert WishlistItem.objects.count() == 1


def test_the_heart_saves_and_lets_go_with_and_without_a_script(phone, wen):
    piece = factories.variant().product
    address = reverse("saved-press")
    assert phone.post(address, {"save": piece.handle, "next": "/shop/"}).url == "/shop/"
    assert phone.get(reverse("saved-marks")).json() == {"saved": [piece.handle]}
    told = phone.post(address, {"remove": piece.handle}, headers={"Accept": "application/json"}).json()
    assert told["saved"] is False
    assert phone.get(reverse("saved-marks")).json() == {"saved": []}


def test_a_guests_heart_is_saved_by_itself_after_sign_in(client, wen):
    piece = factories.variant().product
    answer = client.post(reverse("saved-press"), {"save": piece.handle})
    assert answer.url == "/sign-in/?next=/me/saved/"
    assert not WishlistItem.objects.exists()
    client.force_login(wen)
    assert piece.title in client.get(reverse("saved")).text
    assert WishlistItem.objects.get().product == piece


def test_what_became_cheaper_says_by_how_much(phone, wen):
    variant = factories.variant(price=238)
    variant.product.refresh_from_db()
    wishlists.save(user=wen, product=variant.product)
    products.set_price(variant=variant, amount=Decimal(198))
    page = phone.get(reverse("saved")).text
    assert "¥40 less than when you saved it" in page


def test_what_is_back_says_so(phone, wen):
    variant = factories.variant()
    wishlists.save(user=wen, product=variant.product)
    products.note_stock({variant.pk: False})
    assert not reading.saved(wen)[0].is_back
    products.note_stock({variant.pk: True})
    events.sweep()
    assert reading.saved(wen)[0].is_back
    assert "On the shelf again" in phone.get(reverse("saved")).text


def test_what_is_no_longer_sold_is_not_shown(wen):
    piece = factories.variant().product
    wishlists.save(user=wen, product=piece)
    piece.status = "archived"
    piece.save()
    assert reading.saved(wen) == []


def test_the_page_asks_as_much_of_two_pieces_as_of_many(phone, wen, django_assert_num_queries):
    for _ in range(2):
        wishlists.save(user=wen, product=factories.variant().product)
    with django_assert_num_queries(2):
        reading.saved(wen)
    for _ in range(5):
        wishlists.save(user=wen, product=factories.variant().product)
    with django_assert_num_queries(2):
        assert len(reading.saved(wen)) == 7
