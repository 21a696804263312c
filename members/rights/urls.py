from django.urls import path

from members.rights import views

urlpatterns = [
    path("me/privacy/", views.page, name="my-privacy"),
    path("me/privacy/copies/", views.ask_copy, name="data-copies"),
    path("me/privacy/copies/<int:pk>/", views.fetch, name="data-copy"),
    path("me/privacy/erasure/", views.erase, name="erase-me"),
    path("me/privacy/erasure/stay/", views.stay, name="erase-me-not"),
]
