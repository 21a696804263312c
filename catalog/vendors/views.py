"""All brands, where the shop has more than one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.shelf import services as shelf
from catalog.vendors.models import Vendor


@require_safe
def vendors(request: HttpRequest) -> HttpResponse:
    found = shelf.read("vendors", lambda: list(Vendor.objects.with_pieces()))
    if len(found) < 2:
        raise Http404("brands")
    return render(request, "catalog/vendors/vendors.html", {"vendors": found})
