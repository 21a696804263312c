from django.urls import path

from orders.purchases import views

urlpatterns = [
    path("code/", views.code, name="code"),
    path("code/member/", views.member, name="code-member"),
    path("code/now/", views.now, name="code-now"),
    path("code/receipts/<int:pk>/", views.receipt, name="purchase"),
]
