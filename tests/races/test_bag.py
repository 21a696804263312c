"""A bag that is filled while its order is placed."""

import time

import pytest
from django.db.models import Sum

from orders.carts import services as carts
from orders.carts.models import CartLine
from orders.checkout import services as checkout
from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.orders.models import OrderLine
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ADDED = 8


def pieces_after(race, house):
    """Pieces ordered and in the bag, eight having been added one by one while two were being ordered."""
    CartLine.objects.all().delete()
    before = ordered()
    piece = factories.variant(stock={house: 50})
    bag = factories.cart((piece, 2, house))
    accepted = factories.bags.read(bag, province="Shanghai").quote.digest

    def work(i: int):
        if i == 0:
            told = factories.details()
            return checkout.place(cart=bag, details=told, checkout_key=bag.checkout_key, accepted=accepted)
        time.sleep(i * 0.004)  # some before the bag is read, some after
        return carts.add(cart=bag, variant=piece, way="pickup", store=house)

    answers = race(1 + ADDED, work)
    problems = [one for one in answers if isinstance(one, Exception) and not isinstance(one, QuoteChanged)]
    return ordered() - before + carts.count(bag), problems


def ordered() -> int:
    return OrderLine.objects.aggregate(sum=Sum("quantity"))["sum"] or 0


def test_pieces_added_while_the_order_is_placed_are_ordered_or_stay(race):
    house = factories.store()
    for _ in range(8):
        assert pieces_after(race, house) == (2 + ADDED, [])


def test_without_the_bags_lock_pieces_are_lost(race, until, monkeypatch):
    """Guard off: pieces are added without waiting for the order that empties the bag."""
    monkeypatch.setattr(carts, "_held", lambda cart: True)
    house = factories.store()

    def damaged() -> bool:
        pieces, problems = pieces_after(race, house)
        return pieces < 2 + ADDED or bool(problems)

    assert until(damaged)


def test_a_bag_that_joined_another_meanwhile_places_no_order():
    house = factories.store()
    guest, user = factories.cart((factories.variant(stock={house: 5}), 1, house)), factories.member()
    gone = type(guest)(pk=guest.pk, checkout_key=guest.checkout_key)
    accepted = factories.bags.read(guest, province="Shanghai").quote.digest

    own = carts.merge(guest=guest, user=user, own=None)
    with pytest.raises(NothingToOrder):
        checkout.place(
            cart=gone, details=factories.details(), checkout_key=gone.checkout_key, accepted=accepted
        )

    assert (OrderLine.objects.count(), carts.count(own)) == (0, 1)
