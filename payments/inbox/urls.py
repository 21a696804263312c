from django.urls import path

from payments.inbox import views

urlpatterns = [path("payments/notify/<slug:gateway>/", views.notify, name="payment-notify")]
