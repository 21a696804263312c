"""Index of orders' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("orders.aftersale.urls")),
    path("", include("orders.bagcoupons.urls")),
    path("", include("orders.board.urls")),
    path("", include("orders.carts.urls")),
    path("", include("orders.cashier.urls")),
    path("", include("orders.checkout.urls")),
    path("", include("orders.claims.urls")),
    path("", include("orders.history.urls")),
    path("", include("orders.invoices.urls")),
    path("", include("orders.membertill.urls")),
    path("", include("orders.orders.urls")),
    path("", include("orders.pointsshop.urls")),
    path("", include("orders.purchases.urls")),
    path("", include("orders.reviews.urls")),
    path("", include("orders.returns_desk.urls")),
    path("", include("orders.scanning.urls")),
    path("", include("orders.stores.urls")),
]
