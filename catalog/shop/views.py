"""The shop: every piece, a department, and the sheet of filters at its own address."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.shelf import services as shelf
from catalog.shop import listing
from catalog.shop.wishes import Wish
from catalog.stories.models import Story

SORT_WORDS = {
    "newest": gettext_lazy("Newest first"),
    "loved": gettext_lazy("Loved most"),
    "price-up": gettext_lazy("Price, low first"),
    "price-down": gettext_lazy("Price, high first"),
}


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    wish = Wish.of(request.GET)
    return render(request, "catalog/shop/shop.html", _shown(request, wish, reverse("shop"), wish))


@require_safe
def collection(request: HttpRequest, handle: str) -> HttpResponse:
    department = next((each for each in listing.departments() if each.handle == handle), None)
    if department is None:
        raise Http404(handle)
    asked = replace(Wish.of(request.GET), dept=())
    shown = _shown(request, replace(asked, dept=(handle,)), department.get_absolute_url(), asked)
    return render(request, "catalog/shop/shop.html", {**shown, "department": department})


@require_safe
def filters(request: HttpRequest) -> HttpResponse:
    wish = Wish.of(request.GET)
    context = {
        **_shown(request, wish, reverse("shop"), wish),
        "counts": listing.counts(wish),
        "colours": listing.colours(),
        "sorts": [(value, words, value == wish.sort) for value, words in SORT_WORDS.items()],
    }
    return render(request, "catalog/shop/filters.html", context)


def _shown(request: HttpRequest, wish: Wish, path: str, asked: Wish) -> dict[str, Any]:
    """`wish` is what is looked for; `asked` the part of it that the address says after the path."""
    page = _page(request)
    found = listing.listing(wish, page)
    if page > 1 and not found.pieces:
        raise Http404(page)
    return {
        "wish": wish,
        "asked": asked,
        "path": path,
        "found": found,
        "more_url": f"{path}?{asked.query(page=page + 1)}" if found.rest else "",
        "back_url": f"{path}?{asked.query()}",
        "filters_url": f"{reverse('shop-filters')}?{wish.query()}",
        "sort_words": SORT_WORDS[wish.sort],
        "departments": listing.departments(),
        "story": None if wish.count or page > 1 else _story(),
        "heading": _("Everything"),
        "bands": listing.BANDS,
        "shelf_key": f"{path}?{wish.query(page=page)}" if listing.is_common(wish) else "",
    }


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), 1000) if asked.isascii() and asked.isdigit() else 1


def _story() -> Story | None:
    found = shelf.read(
        "story:shop", lambda: list(Story.objects.published().for_pages().filter(place=Story.Place.SHOP)[:1])
    )
    return found[0] if found else None
