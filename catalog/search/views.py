from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.products.models import Product
from catalog.search import services
from catalog.shelf import services as shelf

MOST = 24


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").split())[:80]
    context = {"query": query, "pieces": _found(query) if query else [], "loved": _loved()}
    return render(request, "catalog/search/search.html", context)


def _found(query: str) -> list[Product]:
    return list(services.search(query).for_cards()[:MOST])  # type: ignore[attr-defined]


def _loved() -> list[Product]:
    """What others look for: shown before anything is typed, and when nothing was found."""
    loved = Product.objects.on_sale().for_cards().filter(in_stock=True).order_by("-sold_count", "-id")
    return shelf.read("loved", lambda: list(loved[:6]))
