"""A piece changes while its collection is filled anew: whoever looks last has seen it."""

import time

import pytest

from catalog.collections import services as collections
from catalog.collections.models import Collection, CollectionProduct
from catalog.products.models import Product
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 1500


@pytest.fixture
def edit():
    Product.objects.bulk_create(
        Product(handle=f"piece-{n}", title="Piece", tags=["silk"]) for n in range(MANY)
    )
    rule = {"field": "tag", "is": "equals", "value": "silk"}
    return collections.create(handle="edit", title="Edit", match="all", rules=[rule])


def strangers(race, edit: Collection) -> int:
    """Pieces in the collection that its rule does not admit, after they changed during two refreshes."""
    CollectionProduct.objects.all().delete()
    pieces = [factories.product(tags=["silk"]) for _ in range(4)]

    def work(i: int):
        if i < 2:
            return collections.refresh(collection=edit)
        time.sleep(i * 0.006)  # some before the rule is read, some while places are written
        Product.objects.filter(pk=pieces[i - 2].pk).update(tags=[])
        return collections.follow(product=pieces[i - 2].pk)

    answers = race(6, work)
    assert not [one for one in answers if isinstance(one, Exception)]
    return CollectionProduct.objects.filter(collection=edit).exclude(product__tags=["silk"]).count()


def test_two_refreshes_and_pieces_that_leave_meanwhile_agree_in_the_end(race, edit):
    for _ in range(4):
        assert strangers(race, edit) == 0
        assert edit.places.count() == MANY
        Product.objects.filter(handle__startswith="silk-veil").delete()


def test_without_the_collections_lock_a_piece_stays_that_left(race, until, edit, monkeypatch):
    """Guard off: whoever follows a piece does not wait for the refresh that is still writing it down."""

    def unlocked(ids):
        return list(Collection.objects.by_rule().filter(pk__in=ids).order_by("pk"))

    monkeypatch.setattr(collections, "_held", unlocked)
    assert until(lambda: strangers(race, edit) > 0)
