from django.urls import path

from orders.reviews import views

urlpatterns = [
    path("products/<slug:handle>/reviews/", views.listed, name="reviews"),
    path("orders/<slug:number>/reviews/<int:line>/", views.own, name="review"),
    path("orders/<slug:number>/reviews/<int:line>/removal/", views.removal, name="review-removal"),
    path("orders/<slug:number>/reviews/<int:line>/<int:pk>.webp", views.photo, name="review-photo"),
]
