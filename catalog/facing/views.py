"""A piece's page, the sheet in which one chooses, and the piece in 3D."""

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


@require_safe
def solid(request: HttpRequest, handle: str) -> HttpResponse:
    """The piece to turn in one's hands; its policy is the viewer's own (`minishop.csp`)."""
    shown = facing.facing(handle, request.GET.get("variant"))
    if shown is None or not shown.product.model_file:
        raise Http404(handle)
    return render(request, "catalog/products/solid.html", facing.in_the_round(shown))


def _facing(request: HttpRequest, handle: str, template: str) -> HttpResponse:
    shown = facing.turned_to(request, handle)
    if shown is None:
        raise Http404(handle)
    return render(request, template, {"shown": shown, "product": shown.product})
