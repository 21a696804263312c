from django.urls import path

from orders.checkout import views

urlpatterns = [path("checkout/", views.page, name="checkout")]
