from django.urls import path

from minishop.brand.api import Shop
from minishop.openapi import docs, views

urlpatterns = [
    path("docs/", docs.docs, name="api-docs"),
    path("problems/", views.index, name="api-problems"),
    path("problems/<slug:code>/", views.problem, name="api-problem"),
    path("v1/openapi.json", docs.schema, name="api-schema"),
    path("v1/shop/", Shop.as_view(), name="api-shop"),
]
