from django.urls import path

from minishop.offline import views

urlpatterns = [
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
]
