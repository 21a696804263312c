from django.urls import path

from members.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.send_code, name="sign-in-code"),
    path("sign-in/again/", views.send_again, name="sign-in-again"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/", views.me, name="me"),
    path("me/settings/", views.me_settings, name="me-settings"),
    path("privacy/", views.privacy, name="privacy"),
]
