"""Index of members' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("members.accounts.urls")),
    path("", include("members.activities.urls")),
    path("", include("members.addresses.urls")),
    path("", include("members.checkins.urls")),
    path("", include("members.couponpages.urls")),
    path("", include("members.credit.urls")),
    path("", include("members.identities.urls")),
    path("", include("members.devices.urls")),
    path("", include("members.passkeys.urls")),
    path("", include("members.resuming.urls")),
    path("", include("members.notifications.urls")),
    path("", include("members.tokens.urls")),
    path("", include("members.wechat.urls")),
    path("", include("members.consents.urls")),
    path("", include("members.rights.urls")),
    path("", include("members.secondfactor.urls")),
    path("", include("members.statement.urls")),
    path("", include("members.privileges.urls")),
    path("", include("members.wishlists.urls")),
]
