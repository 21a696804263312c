from django.urls import path

from orders.orders import views

urlpatterns = [path("o/<str:number>/<str:key>/", views.open_link, name="order-link")]
