from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.products.models import Product
from catalog.search import services
from catalog.search.suggesting import suggest
from catalog.shelf import services as shelf

MOST = 24


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = _query(request)
    context = {"query": query, **_answer(query)}
    return render(request, "catalog/search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What to offer under the field while someone types."""
    query = _query(request)
    return render(request, "catalog/search/_suggestions.html", {"query": query, "offered": suggest(query)})


def _query(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:80]


def _answer(query: str) -> dict[str, Any]:
    found = services.find(query)
    pieces = list(found.pieces.for_cards()[:MOST])  # type: ignore[attr-defined]
    if query and (found.lacking or not pieces):
        services.note_vain(query)
    return {"answer": found, "pieces": pieces, "loved": [] if pieces and not found.lacking else _loved()}


def _loved() -> list[Product]:
    """What others look for: shown before anything is typed, and when nothing was found."""
    loved = Product.objects.on_sale().for_cards().filter(in_stock=True).order_by("-sold_count", "-id")
    return shelf.read("loved", lambda: list(loved[:6]))
