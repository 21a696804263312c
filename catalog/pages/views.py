"""The home page: one hero, what is new, stories, departments."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.stories.models import Story

NEW = 8  # pieces in the rail of new ones


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/pages/home.html", shelf.read("home", _blocks))


def _blocks() -> dict[str, Any]:
    """Everything the page shows, nothing of it about the visitor."""
    by_place: dict[str, list[Story]] = {place: [] for place in Story.Place.values}
    for story in Story.objects.published().for_pages():
        by_place[story.place].append(story)
    new = Product.objects.on_sale().for_cards().order_by("-in_stock", "-published_at", "-id")
    return {
        "hero": next(iter(by_place[Story.Place.HERO]), None),
        "essays": by_place[Story.Place.ESSAY][:3],
        "night": next(iter(by_place[Story.Place.NIGHT]), None),
        "new": list(new[:NEW]),
        "departments": list(Collection.objects.departments()),
    }
