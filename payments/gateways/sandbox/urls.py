from django.urls import path

from payments.gateways.sandbox import views

urlpatterns = [path("sandbox/<slug:token>/", views.cashier, name="sandbox-cashier")]
