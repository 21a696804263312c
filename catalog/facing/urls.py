from django.urls import path

from catalog.facing import views

urlpatterns = [
    path("products/<slug:handle>/", views.product, name="product"),
    path("products/<slug:handle>/choose/", views.choose, name="variant-sheet"),
    path("products/<slug:handle>/3d/", views.solid, name="product-solid"),
]
