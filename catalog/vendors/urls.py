from django.urls import path

from catalog.vendors import views

urlpatterns = [path("brands/", views.vendors, name="vendors")]
