from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.shelf import services as shelf
from catalog.stories.models import Story
from tests.catalog import bulk

pytestmark = pytest.mark.django_db


def test_the_home_page_shows_stories_new_pieces_departments_and_the_nearest_house(client):
    bulk.catalogue(4)
    page = client.get("/").content.decode()
    assert "A <em>hero</em>" in page
    assert "A <em>essay</em>" in page
    assert "Piece 0" in page
    assert "Department 3" in page
    assert "House" in page


def test_an_empty_shop_still_has_a_home(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "<h1" in page.content.decode()


def test_a_story_for_later_is_not_shown(client):
    bulk.catalogue(4)
    Story.objects.filter(place="hero").update(published_at=timezone.now() + timedelta(days=1))
    shelf.forget()
    assert "A <em>hero</em>" not in client.get("/").content.decode()


def test_looking_around_leaves_no_cookie(client):
    bulk.catalogue(4)
    for address in ("/", "/shop/", "/products/piece-0/"):
        assert client.get(address).cookies == {}, address
