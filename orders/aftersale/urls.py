from django.urls import path

from orders.aftersale import views

urlpatterns = [
    path("orders/<slug:number>/returns/new/", views.ask, name="return-ask"),
    path("orders/<slug:number>/returns/drafts/<str:token>/", views.draft, name="return-draft"),
    path("orders/<slug:number>/returns/<slug:back>/", views.returned, name="return"),
    path("orders/<slug:number>/returns/<slug:back>/withdrawal/", views.withdrawal, name="return-withdrawal"),
    path("orders/<slug:number>/returns/<slug:back>/shipment/", views.shipment, name="return-shipment"),
    path("orders/<slug:number>/returns/<slug:back>/slip.pdf", views.slip, name="return-slip"),
    path("orders/<slug:number>/returns/<slug:back>/photos/<int:pk>/", views.photo, name="return-photo"),
]
