from django.urls import path

from orders.bagcoupons import views

urlpatterns = [
    path("bag/coupons/", views.choose, name="bag-coupons"),
    path("bag/coupons/codes/", views.tell, name="bag-coupon-codes"),
]
