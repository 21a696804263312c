import re

import pytest
from django.urls import reverse

from catalog.products import services as products
from catalog.products.models import Product
from tests import factories

pytestmark = pytest.mark.django_db


def beside(client, product: Product) -> list[str]:
    """The handles under "Goes well with", in their order on the page."""
    shown = client.get(reverse("product", args=[product.handle])).content.decode()
    _, heading, rest = shown.partition('id="rel"')
    assert not heading or "Goes well with" in rest
    return list(dict.fromkeys(re.findall(r'href="/products/([\w-]+)/"', rest.partition("</section>")[0])))


@pytest.fixture
def pieces() -> list[Product]:
    return [factories.variant().product for _ in range(4)]


def test_related_pieces_stand_on_the_page_in_their_order(client, pieces, django_capture_on_commit_callbacks):
    lipstick, blush, compact, serum = pieces
    products.relate(product=lipstick, to=[serum, blush])
    assert beside(client, lipstick) == [serum.handle, blush.handle]
    with django_capture_on_commit_callbacks(execute=True):
        products.relate(product=lipstick, to=[compact, lipstick, serum, compact])
    assert beside(client, lipstick) == [compact.handle, serum.handle], "neither itself nor one twice"


def test_a_draft_does_not_stand_beside_another(client, pieces):
    lipstick, blush, compact, _ = pieces
    products.relate(product=lipstick, to=[blush, compact])
    products.unpublish(product=blush)
    assert beside(client, lipstick) == [compact.handle]


def test_a_piece_related_to_nothing_has_no_such_heading(client, pieces):
    assert beside(client, pieces[0]) == []
