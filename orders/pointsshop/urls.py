from django.urls import path

from orders.pointsshop import views

urlpatterns = [
    path("points/shop/", views.shop, name="points-shop"),
    path("points/shop/<int:pk>/", views.take, name="points-shop-take"),
]
