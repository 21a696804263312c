"""Index: the catalogue's part of the API."""

from django.urls import include, path

urlpatterns = [
    path("", include("catalog.collections.api")),
    path("", include("catalog.products.api")),
    path("", include("catalog.vendors.api")),
]
