from django.urls import path

from members.secondfactor import views

urlpatterns = [
    path("staff/second-factor/", views.ask, name="second-factor"),
    path("staff/second-factor/question/", views.question, name="second-factor-question"),
    path("staff/second-factor/set-up/", views.set_up, name="second-factor-set-up"),
]
