from django.urls import path

from members.resuming import views

urlpatterns = [path("sign-in/resume/", views.resume, name="resume")]
