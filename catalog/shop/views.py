"""The shop: every piece, a collection, a vendor, each with a sheet of filters at its own address."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.collections.models import Collection
from catalog.shelf import services as shelf
from catalog.shop import directory, scopes, showing
from catalog.stories.models import Story
from catalog.vendors.models import Vendor

PAGE, SHEET = "catalog/shop/shop.html", "catalog/shop/filters.html"


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    shown = {**showing.shown(request, scopes.everything()), **_words_of_all()}
    return render(request, PAGE, {**shown, "story": None if request.GET else _story()})


@require_safe
def filters(request: HttpRequest) -> HttpResponse:
    return render(request, SHEET, {**showing.filters(request, scopes.everything()), **_words_of_all()})


@require_safe
def collection(request: HttpRequest, handle: str) -> HttpResponse:
    found = _collection(handle)
    return render(request, PAGE, {**showing.shown(request, scopes.of_collection(found)), **_words(found)})


@require_safe
def collection_filters(request: HttpRequest, handle: str) -> HttpResponse:
    found = _collection(handle)
    return render(request, SHEET, {**showing.filters(request, scopes.of_collection(found)), **_words(found)})


@require_safe
def vendor(request: HttpRequest, handle: str) -> HttpResponse:
    found = _vendor(handle)
    return render(request, PAGE, {**showing.shown(request, scopes.of_vendor(found)), **_words(found)})


@require_safe
def vendor_filters(request: HttpRequest, handle: str) -> HttpResponse:
    found = _vendor(handle)
    return render(request, SHEET, {**showing.filters(request, scopes.of_vendor(found)), **_words(found)})


def _collection(handle: str) -> Collection:
    """A department, or an edit that is listed nowhere and has a page all the same."""
    listed = next((each for each in directory.departments() if each.handle == handle), None)
    published = Collection.objects.published().select_related("picture")
    return listed or _kept(f"collection:{handle}", lambda: published.filter(handle=handle).first())


def _vendor(handle: str) -> Vendor:
    return _kept(f"vendor:{handle}", lambda: directory.vendors_named([handle]).get(handle))


def _kept(name: str, build: Callable[[], Any]) -> Any:
    found = shelf.read(name, build)
    if found is None:
        raise Http404(name)
    return found


def _words(subject: Collection | Vendor) -> dict[str, Any]:
    """What the page is called and says of itself, in the reader's language."""
    words = subject.t
    heading = words.name if isinstance(subject, Vendor) else words.title
    return {
        "subject": subject,
        "heading": heading,
        "lede": words.summary,
        "seo_title": words.seo_title or heading,
        "seo_description": words.seo_description or words.summary,
    }


def _words_of_all() -> dict[str, Any]:
    heading = _("Everything")
    return {"heading": heading, "seo_title": heading}


def _story() -> Story | None:
    published = Story.objects.published().for_pages().filter(place=Story.Place.SHOP)
    found = shelf.read("story:shop", lambda: list(published[:1]))
    return found[0] if found else None
