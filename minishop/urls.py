from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from minishop.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("minishop.brand.urls")),
    path("", include("minishop.seo.urls")),
    path("demo/", include("minishop.demo.urls")),
    path("", include("minishop.media.urls")),
    path("", include("minishop.offline.urls")),
    path("", include("minishop.push.urls")),
    path("", include("minishop.regions.urls")),
    path("language/", set_language, name="set_language"),
    path("api/", include("minishop.openapi.urls")),
    path("api/v1/", include("catalog.api")),
    path("api/v1/", include("members.api")),
    path("api/v1/", include("orders.api")),
    path("", include("catalog.urls")),
    path("", include("members.urls")),
    path("", include("orders.urls")),
    path("", include("payments.urls")),
]

handler400 = "minishop.context.errors.bad_request"
handler403 = "minishop.context.errors.forbidden"
handler404 = "minishop.context.errors.not_found"
handler500 = "minishop.context.errors.server_error"
