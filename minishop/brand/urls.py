from django.urls import path

from minishop.brand import views

urlpatterns = [
    path("brand/<slug:digest>.css", views.css, name="brand-css"),
    path("brand/<slug:digest>/<slug:kind>-<int:size>.png", views.icon, name="brand-icon"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]
