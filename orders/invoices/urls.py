from django.urls import path

from orders.invoices import views

urlpatterns = [
    path("orders/<slug:number>/receipt.pdf", views.receipt, name="order-receipt"),
    path("orders/<slug:number>/invoice/", views.invoice, name="order-invoice"),
    path("orders/<slug:number>/invoice/<slug:document>.pdf", views.document, name="order-document"),
]
