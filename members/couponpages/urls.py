from django.urls import path

from members.couponpages import gift_views, views

urlpatterns = [
    path("coupons/", views.centre, name="coupons"),
    path("coupons/<int:pk>/claim/", views.claim, name="coupon-claim"),
    path("coupons/<int:pk>/purchase/", views.buy, name="coupon-purchase"),
    path("me/coupons/", views.yours, name="me-coupons"),
    path("me/coupons/codes/", views.tell, name="coupon-codes"),
    path("me/coupons/<int:pk>/gift/", gift_views.offer, name="coupon-gift"),
    path("me/coupons/<int:pk>/gift/recall/", gift_views.recall, name="coupon-gift-recall"),
    path("coupons/gifts/<str:secret>/", gift_views.take, name="coupon-gift-taking"),
]
