"""Verbs of stories."""

from collections.abc import Sequence
from typing import Any

import nh3
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.redirects import services as redirects
from catalog.shelf import services as shelf
from catalog.stories.models import Story
from minishop import events


@transaction.atomic
def create(
    *, handle: str, title: str, picture: Picture, products: Sequence[Product] = (), **fields: Any
) -> Story:
    """A story, not yet published, that leads to these products; its HTML is sanitised."""
    story = keep(story=Story(handle=handle, title=title, picture=picture, **fields))
    story.products.set(products)
    return story


@transaction.atomic
def keep(*, story: Story) -> Story:
    """The story stands as it was filled in, its HTML sanitised."""
    story.body = nh3.clean(story.body)
    for words in story.translations.values():
        if words.get("body"):
            words["body"] = nh3.clean(words["body"])
    story.full_clean()
    handle = redirects.handle_before(story)
    story.save()
    redirects.settled(handle and reverse("story", args=[handle]), reverse("story", args=[story.handle]))
    shelf.changed()
    return story


@transaction.atomic
def publish(*, story: Story, actor: Any = None) -> None:
    """Shoppers read it: from now, unless another moment was set before.

    Raises:
        WordsMissing: it is not published yet, and its photograph has no alternative text.
    """
    if story.published_at is None:
        pictures.require_words(Picture.objects.filter(pk=story.picture_id))
    if story.published_at is None:
        story.published_at = Now()
        story.save(update_fields=["published_at"])
        story.refresh_from_db(fields=["published_at"])
    events.emit("story.published", subject=story, actor=actor)
    shelf.changed()


@transaction.atomic
def unpublish(*, story: Story, actor: Any = None) -> None:
    """Shoppers no longer see it."""
    story.published_at = None
    story.save(update_fields=["published_at"])
    events.emit("story.unpublished", subject=story, actor=actor)
    shelf.changed()
