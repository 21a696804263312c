from django.urls import path

from members.statement import views

urlpatterns = [
    path("me/points/", views.statement, name="me-points"),
    path("points/", views.rules, name="points-rules"),
]
