from django.urls import path

from orders.orders import views

urlpatterns = [path("o/<slug:number>/<slug:key>/", views.open_link, name="order-link")]
