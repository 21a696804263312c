from django.urls import path

from catalog.seen import views

urlpatterns = [path("shop/seen/", views.seen, name="seen")]
