from django.urls import path

from members.identities import views

urlpatterns = [
    path("me/sign-in/", views.page, name="my-ways"),
    path("me/sign-in/code/", views.code, name="way-code"),
    path("me/sign-in/joining/", views.join, name="way-join"),
    path("me/sign-in/<slug:kind>/", views.change, name="way-change"),
    path("me/sign-in/<slug:kind>/removal/", views.removal, name="way-removal"),
]
