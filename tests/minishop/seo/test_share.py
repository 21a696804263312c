import re

import pytest

from catalog.pictures import services as pictures
from catalog.products import services as products
from minishop.brand import services as brands
from minishop.brand.models import Brand
from tests import factories
from tests.catalog import images

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public(settings):
    settings.PUBLIC_URL = "https://lune.example"


def told(client, address):
    page = client.get(address).content.decode()
    facts = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    return facts | {"canonical": canonical}


def test_a_link_to_a_piece_shows_its_name_words_and_photograph(client):
    piece = factories.product(handle="veil", title="Silk Veil", subtitle="Eight soft shades")
    factories.variant(product=piece)
    products.set_images(product=piece, pictures=[pictures.add(images.photograph(), alt="A lipstick")])
    facts = told(client, "/products/veil/?variant=1&from=chat")
    assert facts["og:title"] == "Silk Veil"
    assert facts["og:description"] == "Eight soft shades"
    assert facts["og:image"].startswith("https://lune.example/media/pictures/")
    assert facts["og:image:alt"] == "A lipstick"
    assert facts["og:url"] == facts["canonical"] == "https://lune.example/products/veil/"


def test_a_page_of_nothing_in_particular_shows_the_brand(client):
    brands.remember(Brand(pk=1, name="Lune"))
    facts = told(client, "/stores/")
    assert facts["og:title"] == "Lune"
    assert facts["og:image"] == f"https://lune.example{brands.current().icon_url(512)}"


def test_a_listings_pages_are_pages_of_their_own_and_filters_are_not(client):
    for _ in range(13):
        factories.product()
    assert told(client, "/shop/?page=2")["canonical"] == "https://lune.example/shop/?page=2"
    assert told(client, "/shop/?stock=1&sort=loved")["canonical"] == "https://lune.example/shop/"


def test_quotes_in_a_title_end_nothing(client):
    factories.variant(product=factories.product(handle="veil", title='"><script>alert(1)</script>'))
    assert "<script>alert" not in client.get("/products/veil/").content.decode()
