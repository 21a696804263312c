from django.urls import path

from orders.cashier import views

urlpatterns = [
    path("pay/<slug:number>/", views.pay, name="cashier"),
    path("pay/<slug:number>/return/", views.returned, name="payment-return"),
    path("pay/<slug:number>/status/", views.status, name="payment-status"),
]
