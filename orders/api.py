"""Index of orders' addresses under /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("orders.bag_api.api")),
    path("", include("orders.checkout_api.api")),
    path("", include("orders.history.api")),
    path("", include("orders.returns_api.api")),
    path("", include("orders.cashier.api")),
    path("", include("orders.invoices_api.api")),
    path("", include("orders.pointsshop.api")),
    path("", include("orders.review_api.api")),
    path("", include("orders.stock.api")),
    path("", include("orders.stores.api")),
]
