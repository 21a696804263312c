from django.urls import path

from minishop.api import pages_of_problems

urlpatterns = [
    path("problems/", pages_of_problems.index, name="api-problems"),
    path("problems/<slug:code>/", pages_of_problems.problem, name="api-problem"),
]
