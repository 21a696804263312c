from django.urls import path

from orders.scanning import views

urlpatterns = [
    path("staff/scan/", views.console, name="scan"),
    path("staff/scan/find/", views.find, name="scan-find"),
    path("staff/scan/log/", views.log, name="scan-log"),
    path("staff/scan/store/", views.store, name="scan-store"),
    path("staff/scan/<slug:nonce>/", views.verdict, name="scan-verdict"),
    path("staff/scan/<slug:nonce>/hand-over/", views.hand_over, name="scan-hand-over"),
]
