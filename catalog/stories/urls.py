from django.urls import path

from catalog.stories import views

urlpatterns = [path("stories/<slug:handle>/", views.story, name="story")]
