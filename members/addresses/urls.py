from django.urls import path

from members.addresses import views

urlpatterns = [
    path("me/addresses/", views.book, name="me-addresses"),
    path("me/addresses/new/", views.new, name="me-address-new"),
    path("me/addresses/undo/", views.undo, name="me-address-undo"),
    path("me/addresses/<int:pk>/", views.edit, name="me-address"),
    path("me/addresses/<int:pk>/removal/", views.removal, name="me-address-removal"),
    path("me/addresses/<int:pk>/default/", views.default, name="me-address-default"),
]
