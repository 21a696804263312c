from django.urls import path

from members.wishlists import views

urlpatterns = [
    path("me/saved/", views.saved, name="saved"),
    path("me/saved/marks/", views.marks, name="saved-marks"),
    path("me/saved/press/", views.press, name="saved-press"),
]
