from django.urls import path

from members.consents import views

urlpatterns = [
    path("me/consents/<slug:purpose>/", views.say_so, name="consent"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
