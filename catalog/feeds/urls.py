from django.urls import path

from catalog.feeds import views

urlpatterns = [path("feeds/products-<slug:language>.xml", views.products, name="product-feed")]
