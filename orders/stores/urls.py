from django.urls import path

from orders.stores import views

urlpatterns = [
    path("stores/", views.stores, name="stores"),
    path("stores/<slug:code>/", views.store, name="store"),
    path("stores/<slug:code>/mine/", views.my_house, name="store-mine"),
]
