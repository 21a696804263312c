from django.urls import path

from members.tokens import views

urlpatterns = [
    path("me/devices/all/", views.end_all, name="devices-end-all"),
    path("me/tokens/", views.tokens, name="access-tokens"),
    path("me/tokens/revocation/", views.revoke_all, name="tokens-revocation"),
    path("me/tokens/<int:pk>/revocation/", views.revoke, name="token-revocation"),
]
