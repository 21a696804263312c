from django.urls import path

from minishop.demo import views

urlpatterns = [path("outbox/", views.outbox, name="demo-outbox")]
