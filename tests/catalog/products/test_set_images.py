import re

import pytest
from django.urls import reverse

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products import services as products
from catalog.products.models import Product
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db
SHOWN = {"front": "#6b2f4e", "side": "#faf6f0", "inside": "#24402f"}


@pytest.fixture
def taken() -> dict[str, Picture]:
    return {alt: pictures.add(photograph(400, 500, colour=colour), alt=alt) for alt, colour in SHOWN.items()}


def gallery(client, product: Product) -> list[str]:
    """What the pictures of the page's gallery say, in their order."""
    shown = client.get(reverse("product", args=[product.handle])).content.decode()
    section = shown.partition('<section class="gallery"')[2].partition("</section>")[0]
    return re.findall(r'alt="([^"]*)"', section)


def test_the_gallery_shows_the_pictures_in_the_order_they_were_given(
    client, taken, django_capture_on_commit_callbacks
):
    product = factories.variant().product
    for order in (["side", "front", "inside"], ["inside", "side", "front"], ["front"]):
        with django_capture_on_commit_callbacks(execute=True):
            products.set_images(product=product, pictures=[taken[alt] for alt in order])
        assert gallery(client, product) == order
        product.refresh_from_db()
        assert product.cover == taken[order[0]], "the first is the one on its cards"


def test_a_picture_given_twice_stands_in_its_first_place(client, taken):
    product = factories.variant().product
    twice = [taken[alt] for alt in ("side", "front", "side")]
    products.set_images(product=product, pictures=twice)
    assert gallery(client, product) == ["side", "front"]
