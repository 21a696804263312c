"""Whatever changes its handle is found at the old address too."""

import pytest

from catalog.pictures import services as pictures
from catalog.products import services as products
from catalog.redirects.models import Redirect
from catalog.stories import services as stories
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


def test_a_product_is_found_at_its_old_address(client):
    product = products.create(handle="veil", title="Veil")
    products.publish(product=product)
    products.update(product=product, handle="silk-veil")
    assert client.get("/products/veil/?variant=2")["Location"] == "/products/silk-veil/?variant=2"
    assert client.get("/products/silk-veil/").status_code == 200


def test_a_product_that_gets_its_old_name_back_is_there(client):
    product = factories.product(handle="veil")
    products.update(product=product, handle="silk-veil")
    products.update(product=product, handle="veil")
    assert client.get("/products/veil/").status_code == 200
    assert client.get("/products/silk-veil/")["Location"] == "/products/veil/"


def test_a_new_product_takes_an_address_that_led_elsewhere(client):
    old = factories.product(handle="veil")
    products.update(product=old, handle="silk-veil")
    new = products.create(handle="veil", title="Another veil")
    assert not Redirect.objects.exists()
    assert client.get("/products/veil/").status_code == 404, "a draft leads to no other piece either"
    products.publish(product=new)
    assert client.get("/products/veil/").status_code == 200


def test_a_change_of_anything_else_writes_no_redirect():
    product = factories.product(handle="veil")
    products.update(product=product, title="Veil")
    assert not Redirect.objects.exists()


def test_a_story_is_found_at_its_old_address(client):
    shown = pictures.add(photograph(), alt="Dusk over the lane")
    story = stories.create(handle="dusk", title="Dusk", picture=shown, body="<p>Evening.</p>")
    stories.publish(story=story)
    story.handle = "evening"
    stories.keep(story=story)
    assert client.get("/stories/dusk/")["Location"] == "/stories/evening/"
