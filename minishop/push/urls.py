from django.urls import path

from minishop.push import views

urlpatterns = [
    path("push/subscriptions/", views.subscribe, name="push-subscribe"),
    path("push/subscriptions/state/", views.state, name="push-state"),
    path("push/subscriptions/renewal/", views.renew, name="push-renewal"),
    path("push/subscriptions/end/", views.end, name="push-end"),
]
