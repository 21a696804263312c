from django.urls import path

from catalog.shop import views

urlpatterns = [
    path("shop/", views.shop, name="shop"),
    path("shop/filters/", views.filters, name="shop-filters"),
    path("collections/<slug:handle>/", views.collection, name="collection"),
]
