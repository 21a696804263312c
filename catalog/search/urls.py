from django.urls import path

from catalog.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/filters/", views.filters, name="search-filters"),
    path("search/suggestions/", views.suggestions, name="search-suggestions"),
]
