from django.urls import path

from members.notifications import views

urlpatterns = [
    path("me/notifications/", views.notifications, name="me-notifications"),
    path("me/notifications/<int:pk>/test/", views.test, name="me-notifications-test"),
    path("me/notifications/<int:pk>/off/", views.off, name="me-notifications-off"),
]
