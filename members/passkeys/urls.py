from django.urls import path

from members.passkeys import views

urlpatterns = [
    path("sign-in/passkey/", views.sign_in, name="sign-in-passkey"),
    path("sign-in/passkey/question/", views.question, name="passkey-question"),
    path("me/passkeys/", views.passkeys, name="passkeys"),
    path("me/passkeys/invitation/", views.invitation, name="passkey-invitation"),
    path("me/passkeys/later/", views.later, name="passkey-later"),
    path("me/passkeys/<int:pk>/name/", views.rename, name="passkey-name"),
    path("me/passkeys/<int:pk>/removal/", views.remove, name="passkey-removal"),
]
