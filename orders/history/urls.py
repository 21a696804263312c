from django.urls import path

from orders.history import views

urlpatterns = [
    path("code/collect/", views.code, name="code-collect"),
    path("orders/", views.orders, name="orders"),
    path("orders/<slug:number>/", views.order, name="order"),
    path("orders/<slug:number>/cancellation/", views.cancellation, name="order-cancellation"),
    path("orders/<slug:number>/code/", views.code, name="order-code"),
    path("orders/<slug:number>/code/<int:pk>.png", views.code_image, name="code-image"),
    path("orders/<slug:number>/thanks/", views.confirmed, name="confirmed"),
]
