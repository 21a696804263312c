"""From when until when a story is read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from catalog.pictures import services as pictures
from catalog.stories import services as stories
from catalog.stories.models import Story
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def story(alt: str = "Dusk over the lane") -> Story:
    shown = pictures.add(photograph(), alt=alt)
    return stories.create(handle="dusk", title="Dusk", picture=shown, body="<p>Evening.</p>")


@pytest.mark.parametrize(
    ("begins", "ends", "is_read"),
    [(-2, None, True), (-2, 1, True), (-2, -1, False), (1, 2, False), (None, None, False)],
)
def test_a_story_is_read_inside_its_window(client, begins, ends, is_read):
    told = story()
    told.published_at = begins and timezone.now() + begins * HOUR
    told.withdrawn_at = ends and timezone.now() + ends * HOUR
    stories.keep(story=told)
    assert client.get("/stories/dusk/").status_code == (200 if is_read else 404)


def test_a_window_that_ends_before_it_begins_is_refused():
    told = story()
    told.published_at, told.withdrawn_at = timezone.now(), timezone.now() - HOUR
    with pytest.raises(ValidationError, match="ends before it begins"):
        stories.keep(story=told)
    told.refresh_from_db()
    assert told.published_at is None


@pytest.mark.parametrize(("alt", "is_planned"), [("Dusk over the lane", True), ("", False)])
def test_staff_plan_a_moment_for_a_story_whose_picture_has_words(client, alt, is_planned):
    client.force_login(factories.staff("admin"))
    told = story(alt)
    sent = {"title": "Dusk", "handle": "dusk", "place": "none", "position": "0", "picture": told.picture_id}
    sent |= {"published_at_0": "2031-01-02", "published_at_1": "10:00", "body": "Evening."}
    page = client.post(reverse("admin:catalog_story_change", args=[told.pk]), sent, follow=True)
    told.refresh_from_db()
    assert bool(told.published_at) == is_planned
    assert ("Its photograph has no alternative text yet." in page.content.decode()) != is_planned
