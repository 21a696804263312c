"""Index: the catalogue's part of the API."""

from django.urls import include, path

urlpatterns = [
    path("", include("catalog.collections.api")),
    path("", include("catalog.menus.api")),
    path("", include("catalog.products.api")),
    path("", include("catalog.search.api")),
    path("", include("catalog.shop.api")),
    path("", include("catalog.stories.api")),
    path("", include("catalog.variants.api")),
    path("", include("catalog.vendors.api")),
]
