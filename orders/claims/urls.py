from django.urls import path

from orders.claims import views

urlpatterns = [path("orders/claims/", views.claim, name="order-claims")]
