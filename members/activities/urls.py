from django.urls import path

from members.activities import views

urlpatterns = [
    path("me/activities/", views.tasks, name="me-activities"),
    path("me/invite/", views.invite, name="me-invite"),
    path("i/<slug:code>/", views.invited, name="invited"),
]
