"""A piece's page, and the sheet in which one chooses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.facing import facing


@require_safe
def product(request: HttpRequest, handle: str) -> HttpResponse:
    return _facing(request, handle, "catalog/products/product.html")


@require_safe
def choose(request: HttpRequest, handle: str) -> HttpResponse:
    return _facing(request, handle, "catalog/products/choose.html")


def _facing(request: HttpRequest, handle: str, template: str) -> HttpResponse:
    shown = facing.facing(handle, request.GET.get("variant"))
    if shown is None:
        raise Http404(handle)
    return render(request, template, {"shown": shown, "product": shown.product})
