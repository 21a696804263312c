from django.urls import path

from minishop.seo import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.part, name="sitemap-part"),
]
