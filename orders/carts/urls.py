from django.urls import path

from orders.carts import views

urlpatterns = [
    path("bag/", views.bag, name="bag"),
    path("bag/lines/", views.add, name="bag-lines"),
    path("bag/lines/<int:pk>/", views.line, name="bag-line"),
    path("bag/undo/", views.undo, name="bag-undo"),
    path("bag/way/", views.way, name="bag-way"),
]
