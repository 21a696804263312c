"""Two floors under the pages: what any page costs here before it does anything of its own."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from catalog.products.models import Product
from minishop.urls import handler400, handler403, handler404, handler500
from minishop.urls import urlpatterns as pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

CONSTANT = b"<!doctype html>" + b"x" * 10_225
ROWS = engines["django"].from_string(
    "<!doctype html><ul>{% for row in rows %}"
    "<li>{{ row.pk }} {{ row.title }} {{ row.price_from }}</li>{% endfor %}</ul>"
)


def constant(request: HttpRequest) -> HttpResponse:
    """F1: a constant page of 10 kB."""
    return HttpResponse(CONSTANT)


def select(request: HttpRequest) -> HttpResponse:
    """F2: one SELECT of 24 rows by an index, and a template."""
    return HttpResponse(ROWS.render({"rows": Product.objects.on_sale().order_by("-published_at")[:24]}))


urlpatterns = [path("floor/1/", constant), path("floor/2/", select), *pages]
