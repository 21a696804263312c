from django.urls import path

from minishop.regions import views

urlpatterns = [path("regions/<slug:language>/", views.picker, name="regions")]
