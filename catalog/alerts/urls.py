from django.urls import path

from catalog.alerts import views

urlpatterns = [
    path("products/<slug:handle>/alert/", views.ask, name="stock-alert"),
    path("alerts/<slug:token>/", views.take_back, name="stock-alert-taken-back"),
]
