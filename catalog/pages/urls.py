from django.urls import path

from catalog.pages import views

urlpatterns = [path("", views.home, name="home"), path("pages/<slug:handle>/", views.page, name="page")]
