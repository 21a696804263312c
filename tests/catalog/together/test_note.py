import pytest

from catalog.products import services as products
from catalog.products.models import Product
from catalog.together import services as together
from catalog.together.models import LEAST, BoughtTogether
from tests import factories
from tests.catalog.products.test_relate import beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def pieces() -> list[Product]:
    return [factories.variant().product for _ in range(4)]


def rows() -> set[tuple[int, int, int]]:
    return set(BoughtTogether.objects.values_list("product", "other", "orders"))


def test_a_pair_is_known_from_both_sides(pieces):
    one, other, *_ = (piece.pk for piece in pieces)
    assert together.note([(one, other, 3)]) == 2
    assert rows() == {(one, other, 3), (other, one, 3)}


def test_what_is_told_again_changes_nothing_and_what_is_no_longer_told_is_gone(pieces):
    one, other, third, _ = (piece.pk for piece in pieces)
    together.note([(one, other, 3), (one, third, 2)])
    assert together.note([(one, other, 3), (one, third, 2)]) == 0
    assert together.note([(one, other, 4)]) == 4
    assert rows() == {(one, other, 4), (other, one, 4)}


def test_a_rare_pair_is_not_kept(pieces):
    assert together.note([(pieces[0].pk, pieces[1].pk, LEAST - 1)]) == 0
    assert rows() == set()


def test_each_piece_keeps_its_best_companions_only(pieces, monkeypatch):
    monkeypatch.setattr(together, "MOST", 2)
    one, second, third, fourth = (piece.pk for piece in pieces)
    together.note([(one, second, 2), (one, third, 5), (one, fourth, 3)])
    assert {other for product, other, _ in rows() if product == one} == {third, fourth}


def test_nothing_told_empties_the_table(pieces):
    together.note([(pieces[0].pk, pieces[1].pk, 2)])
    together.note([])
    assert rows() == set()


def test_the_page_shows_what_was_chosen_first_and_then_what_was_bought_most(client, pieces):
    lipstick, blush, compact, serum = pieces
    products.relate(product=lipstick, to=[serum])
    together.note([(lipstick.pk, blush.pk, 2), (lipstick.pk, compact.pk, 7), (lipstick.pk, serum.pk, 9)])
    assert beside(client, lipstick) == [serum.handle, compact.handle, blush.handle]
    shown = client.get(f"/api/v1/products/{lipstick.handle}/").json()
    assert shown["related"] == [serum.handle, compact.handle, blush.handle]


def test_what_cannot_be_bought_does_not_stand_beside_another(client, pieces):
    lipstick, blush, compact, serum = pieces
    products.relate(product=lipstick, to=[blush])
    together.note([(lipstick.pk, compact.pk, 7), (lipstick.pk, serum.pk, 2)])
    products.note_stock({blush.variants.get().pk: False})
    products.unpublish(product=compact)
    assert beside(client, lipstick) == [serum.handle]
