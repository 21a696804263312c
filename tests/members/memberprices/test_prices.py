"""A member pays the best of the prices written for the club and the tier's percent, and never more."""

from decimal import Decimal

import pytest
from django.core.cache import cache

from catalog.products import services as products
from catalog.products.models import Variant
from catalog.shelf import services as shelf
from members.memberprices import services as memberprices
from members.memberprices.models import MemberPrice
from members.tiers import services as tiers
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder():
    cache.clear()
    shelf.forget()
    found = club.four()
    for code, percent in (("sand", 5), ("brass", 8)):
        found[code].discount_percent = percent
        found[code].save()
    return found


def of(variant, tier):
    return memberprices.of([Variant.objects.with_prices().get(pk=variant.pk)], tier).get(variant.pk)


def write(variant, amount, tier=None, currency="CNY"):
    MemberPrice.objects.create(variant=variant, tier=tier, amount=amount, currency=currency)


def test_the_percent_is_rounded_to_the_coin(ladder):
    piece = factories.variant(price="33.33")
    assert of(piece, ladder["sand"]) == Decimal("31.66")
    assert of(piece, ladder["moon"]) is None


def test_a_written_price_is_for_its_tier_and_those_above(ladder):
    piece = factories.variant(price=238)
    write(piece, 150, ladder["brass"])
    assert of(piece, ladder["sand"]) == Decimal("226.10")
    assert of(piece, ladder["brass"]) == 150
    assert of(piece, ladder["ink"]) == 150


def test_a_price_without_a_tier_is_for_every_member(ladder):
    piece = factories.variant(price=238)
    write(piece, 200)
    assert of(piece, ladder["moon"]) == 200


def test_the_better_of_both_holds(ladder):
    piece = factories.variant(price=100)
    write(piece, 97)
    assert of(piece, ladder["sand"]) == 95


def test_no_member_pays_more_than_others(ladder):
    piece = factories.variant(price=100)
    write(piece, 120)
    assert of(piece, ladder["moon"]) is None


def test_another_currency_is_another_price(ladder):
    piece = factories.variant(price=100)
    write(piece, 5, currency="USD")
    assert of(piece, ladder["moon"]) is None


def test_gift_cards_are_not_sold_below_their_value(ladder):
    card = factories.variant(price=500, product=factories.product(is_gift_card=True))
    assert of(card, ladder["brass"]) is None


def test_pages_tell_the_member_the_price_and_how_it_comes_to_be(ladder, client):
    piece = factories.variant(price=238, stock={factories.store(): 3})
    wen = factories.member()
    tiers.place(user=wen, tier=ladder["sand"])
    address = piece.product.get_absolute_url()
    assert "226.10" not in client.get(address).content.decode()

    client.force_login(wen)
    page = client.get(address).content.decode()

    assert "¥226.10 for you" in page
    assert "Sand member, 5% off" in page
    assert '−<data class="price" value="-11.9">' in page
    assert "¥226.10 for you" in client.get(f"{address}choose/").content.decode()


def test_what_is_kept_of_a_page_is_kept_for_each_tier(ladder, client):
    """Whoever comes first fills what is kept: guests never read a member's price, nor Moon that of Sand."""
    piece = factories.variant(price=238, stock={factories.store(): 3})
    products.touched(product=piece.product)
    wen, mo = factories.member(), factories.member()
    tiers.place(user=wen, tier=ladder["sand"])
    seen = {}
    for name, user in (("sand", wen), ("moon", mo), ("guest", None), ("again", wen)):
        client.force_login(user) if user else client.logout()
        seen[name] = "for you" in client.get("/shop/").content.decode()
    assert seen == {"sand": True, "moon": False, "guest": False, "again": True}


def test_a_page_made_for_a_member_is_kept_by_nobody(ladder, client):
    piece = factories.variant(price=238, stock={factories.store(): 3})
    wen = factories.member()
    tiers.place(user=wen, tier=ladder["sand"])
    client.force_login(wen)
    assert "no-store" in client.get(piece.product.get_absolute_url())["Cache-Control"]


def test_a_card_says_the_lowest_of_its_variants(ladder):
    product = factories.product()
    for price, member in ((100, 80), (200, 90)):
        write(factories.variant(price=price, product=product), member, ladder["moon"])
    product.refresh_from_db()
    assert memberprices.of_card(product, ladder["moon"]) == 80
