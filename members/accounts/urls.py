from django.urls import path

from members.accounts import settings_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.send_code, name="sign-in-code"),
    path("sign-in/again/", views.send_again, name="sign-in-again"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/", views.me, name="me"),
    path("me/settings/", settings_views.doors, name="me-settings"),
    path("me/profile/", settings_views.profile, name="me-profile"),
    path("me/confirm/", settings_views.confirm, name="me-confirm"),
    path("privacy/", views.privacy, name="privacy"),
]
