from django.urls import path

from members.privileges import views

urlpatterns = [path("me/tier/", views.tier, name="me-tier")]
