"""Pieces looked at lately. The list is kept on the visitor's phone; the shop only draws it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.products.models import Product

MOST = 8


@require_safe
def seen(request: HttpRequest) -> HttpResponse:
    """A row of the named pieces that are still on sale, in the order they were named; empty without any."""
    named = request.GET.get("of", "").replace("\0", "").split(",")[:MOST]
    found = {piece.handle: piece for piece in Product.objects.on_sale().for_cards().filter(handle__in=named)}
    pieces = [found[handle] for handle in dict.fromkeys(named) if handle in found]
    return render(request, "catalog/seen/_seen.html", {"pieces": pieces})
