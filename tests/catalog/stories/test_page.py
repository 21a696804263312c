import pytest
from django.urls import reverse

from catalog.shelf import services as shelf
from catalog.stories import services as stories
from catalog.stories.models import Story
from tests.catalog import bulk

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    bulk.catalogue(4)
    return Story.objects.get(handle="story-essay")


def test_a_story_leads_to_its_pieces(client, story):
    page = client.get(reverse("story", args=[story.handle])).content.decode()
    assert "Eleven nights." in page
    assert 'href="/products/piece-0/"' in page


def test_a_story_taken_down_is_not_found(client, story):
    stories.unpublish(story=story)
    shelf.forget()
    assert client.get(reverse("story", args=[story.handle])).status_code == 404


def test_a_story_without_a_text_leads_to_its_first_piece(story):
    Story.objects.filter(pk=story.pk).update(body="")
    found = Story.objects.for_pages().get(pk=story.pk)
    assert found.get_absolute_url() == "/products/piece-0/"


def test_scripts_are_taken_out_and_asterisks_lean(client, story):
    story.body, story.title = "<p>Night<script>x()</script></p>", "<b>*Moon*</b>"
    stories.keep(story=story)
    shelf.forget()
    page = client.get(reverse("story", args=[story.handle])).content.decode()
    assert "x()" not in page
    assert "&lt;b&gt;<em>Moon</em>&lt;/b&gt;" in page
