from django.urls import path

from orders.history import views

urlpatterns = [
    path("code/", views.code, name="code"),
    path("orders/", views.orders, name="orders"),
    path("orders/<str:number>/", views.order, name="order"),
    path("orders/<str:number>/cancellation/", views.cancellation, name="order-cancellation"),
    path("orders/<str:number>/code/", views.code, name="order-code"),
    path("orders/<str:number>/code/<int:pk>.png", views.code_image, name="code-image"),
    path("orders/<str:number>/thanks/", views.confirmed, name="confirmed"),
]
