from django.urls import path

from orders.cashier import views

urlpatterns = [
    path("pay/<str:number>/", views.pay, name="cashier"),
    path("pay/<str:number>/return/", views.returned, name="payment-return"),
    path("pay/<str:number>/status/", views.status, name="payment-status"),
]
