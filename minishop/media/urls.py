from django.conf import settings
from django.urls import path

from minishop.media import views

urlpatterns = (
    [path("media/<path:name>", views.stored, name="media")] if settings.MEDIA_URL == "/media/" else []
)
