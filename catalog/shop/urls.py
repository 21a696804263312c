from django.urls import path

from catalog.shop import views

urlpatterns = [
    path("shop/", views.shop, name="shop"),
    path("shop/filters/", views.filters, name="shop-filters"),
    path("collections/<slug:handle>/", views.collection, name="collection"),
    path("collections/<slug:handle>/filters/", views.collection_filters, name="collection-filters"),
    path("brands/<str:handle>/", views.vendor, name="vendor"),
    path("brands/<str:handle>/filters/", views.vendor_filters, name="vendor-filters"),
]
