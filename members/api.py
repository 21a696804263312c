"""Index of members' addresses under /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("members.accounts.api")),
    path("", include("members.addresses.api")),
    path("", include("members.consents.api")),
    path("", include("members.couponpages.api")),
    path("", include("members.credit.api")),
    path("", include("members.devices.api")),
    path("", include("members.rights.api")),
    path("", include("members.tokens.api")),
    path("", include("members.wishlists.api")),
    path("", include("members.activities.api")),
    path("", include("members.checkins.api")),
    path("", include("members.statement.api")),
    path("", include("members.privileges.api")),
]
