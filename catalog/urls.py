"""Index: pages of the catalogue."""

from django.urls import include, path

urlpatterns = [
    path("", include("catalog.alerts.urls")),
    path("", include("catalog.feeds.urls")),
    path("", include("catalog.pages.urls")),
    path("", include("catalog.facing.urls")),
    path("", include("catalog.search.urls")),
    path("", include("catalog.seen.urls")),
    path("", include("catalog.shop.urls")),
    path("", include("catalog.stories.urls")),
    path("", include("catalog.vendors.urls")),
]
