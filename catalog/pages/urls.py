from django.urls import path

from catalog.pages import views

urlpatterns = [path("", views.home, name="home")]
