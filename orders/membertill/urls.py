from django.urls import path

from orders.membertill import views

urlpatterns = [
    path("staff/scan/<slug:nonce>/member/", views.member, name="scan-member"),
    path("staff/scan/<slug:nonce>/purchase/", views.purchase, name="scan-purchase"),
    path("staff/scan/<slug:nonce>/undo/", views.undo, name="scan-undo"),
]
