from django.urls import path

from members.devices import views

urlpatterns = [
    path("me/devices/", views.own, name="me-devices"),
    path("me/devices/others/", views.end_others, name="devices-end-others"),
    path("me/devices/<int:pk>/", views.end, name="device-end"),
]
