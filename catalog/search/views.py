"""The search page, its sheet of filters, and what is offered while someone types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.products.models import Product
from catalog.search import services
from catalog.search.suggesting import suggest
from catalog.shelf import services as shelf
from catalog.shop import directory, scopes, showing
from catalog.shop.wishes import Wish


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = _query(request)
    context = _answer(request, query)
    found = context["answer"]
    if query and (found.lacking or not found.total):
        services.note_vain(query)
    return render(request, "catalog/search/search.html", context)


@require_safe
def filters(request: HttpRequest) -> HttpResponse:
    context = _answer(request, _query(request), sheet=True)
    return render(request, "catalog/search/filters.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    query = _query(request)
    return render(request, "catalog/search/_suggestions.html", {"query": query, "offered": suggest(query)})


def _query(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:80]


def _answer(request: HttpRequest, query: str, *, sheet: bool = False) -> dict[str, Any]:
    """What was found, as the shop shows a listing; or what others look for."""
    wish = Wish.of(request.GET)
    found = services.find(query, most=services.ALL if wish.count or wish.sort or sheet else services.MOST)
    told = {"query": query, "answer": found, "heading": _("Search")}
    if found.lacking or not found.total:
        told |= {"loved": _loved(), "departments": directory.departments()}
    if not found.total:
        return told
    scope = scopes.of_search(
        found.pieces, path=reverse("search"), sheet=reverse("search-filters"), query=query
    )
    return {**told, **(showing.filters if sheet else showing.shown)(request, scope)}


def _loved() -> list[Product]:
    """What others look for: shown before anything is typed, and when nothing was found."""
    loved = Product.objects.on_sale().for_cards().filter(in_stock=True).order_by("-sold_count", "-id")
    return shelf.read("loved", lambda: list(loved[:6]))
