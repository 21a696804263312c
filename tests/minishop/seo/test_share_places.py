import html
import re

import pytest

from catalog.collections import services as collections
from catalog.pictures.models import Picture
from catalog.stories import services as stories
from catalog.vendors import services as vendors
from catalog.vendors.models import Vendor
from tests import factories
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db
SHOP = "https://lune.example"


def collection(picture: Picture) -> None:
    collections.create(handle="silk", title="Silk & Lace", picture=picture, products=[factories.product()])


def vendor(picture: Picture) -> None:
    made = vendors.keep(vendor=Vendor(handle="loom", name="House of Loom", picture=picture))
    factories.product(vendor=made)


def story(picture: Picture) -> None:
    made = stories.create(
        handle="moon", title="Under the *moon*", picture=picture, body="<p>Eleven nights.</p>"
    )
    stories.publish(story=made)


def page(picture: Picture) -> None:
    made = composed.page("atelier", title="The *atelier*")
    composed.block(made, "hero", title="Come in", picture=picture)
    composed.pages.publish(page=made)


def front(picture: Picture) -> None:
    made = composed.page(composed.HOME, seo_title="Lune, made at night")
    composed.block(made, "hero", title="Tonight", picture=picture)
    composed.pages.publish(page=made)


@pytest.mark.parametrize(
    ("make", "path", "title"),
    [
        (collection, "/collections/silk/", "Silk & Lace"),
        (vendor, "/brands/loom/", "House of Loom"),
        (story, "/stories/moon/", "Under the moon"),
        (page, "/pages/atelier/", "The atelier"),
        (front, "/", "Lune, made at night"),
    ],
)
def test_a_link_to_each_place_shows_its_name_picture_and_one_address(client, settings, make, path, title):
    settings.PUBLIC_URL = SHOP
    picture = composed.picture()
    make(picture)
    told = html.unescape(client.get(f"{path}?from=chat").content.decode())
    facts = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', told))
    assert facts["og:title"] == title
    assert facts["og:image"] == f"{SHOP}{picture.url(1080, 'whole')}"
    assert facts["og:image:alt"] == "Dusk over the lane"
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', told) == [f"{SHOP}{path}"]
    assert facts["og:url"] == f"{SHOP}{path}"
