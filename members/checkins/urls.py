from django.urls import path

from members.checkins import views

urlpatterns = [path("me/check-in/", views.check_in, name="check-in")]
