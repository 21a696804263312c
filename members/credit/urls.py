from django.urls import path

from members.credit import views

urlpatterns = [path("me/credit/", views.statement, name="me-credit")]
