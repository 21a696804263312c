"""Index of orders' addresses under /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("orders.orders.api")),
    path("", include("orders.stores.api")),
]
