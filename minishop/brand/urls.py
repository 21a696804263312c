from django.urls import path

from minishop.brand import views

urlpatterns = [path("brand/<slug:digest>.css", views.css, name="brand-css")]
