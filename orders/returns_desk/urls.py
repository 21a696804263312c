from django.urls import path

from orders.returns_desk import views

urlpatterns = [path("staff/scan/returns/<slug:back>/", views.at_the_counter, name="scan-return")]
