"""A piece's page names the best coupon that may be claimed for it, with the arithmetic."""

import pytest

from catalog.collections import services as collections
from catalog.shelf import services as shelf
from members.tiers import services as tiers
from tests import factories
from tests.members.couponpages.offers import offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    return factories.variant(price=1200, stock={factories.store(): 3})


def page(client, piece) -> str:
    shelf.forget()
    return client.get(f"/products/{piece.product.handle}/").content.decode()


def test_the_best_coupon_for_one_piece_is_told_with_its_sum_and_claimed_from_there(client, piece):
    offer(title="Small", value=50)
    best = offer(title="Moonrise", value=80, threshold=1000)
    offer(title="For more", value=500, threshold=3000)
    said = page(client, piece)
    assert "¥1,120 with a coupon, and how" in said
    assert "Coupon Moonrise, ¥80 off from ¥1,000" in said
    assert f'action="/coupons/{best.pk}/claim/"' in said
    assert "For more" not in said


def test_what_does_not_cover_it_or_is_not_to_be_claimed_by_all_is_not_named(client, piece):
    other = offer(title="Others")
    other.scopes.create(product=factories.product())
    offer(title="By code", way="code", shared_code="X")
    offer(title="Later", is_on=False)
    assert "with a coupon" not in page(client, piece)


def test_a_coupon_for_its_collection_counts_and_one_that_leaves_it_out_does_not(client, piece):
    lips = collections.create(handle="lips", title="Lips", products=[piece.product])
    scope = offer(title="Lips").scopes.create(collection=lips)
    assert "¥1,120 with a coupon" in page(client, piece)
    scope.is_excluded = True
    scope.save()
    assert "with a coupon" not in page(client, piece)


def test_a_tiers_coupon_is_not_named_to_a_guest(client, piece):
    offer(title="Brass only").tiers.add(tiers.base())
    assert "with a coupon" not in page(client, piece)
