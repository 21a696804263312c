"""A member's own orders as JSON."""

from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from minishop.api.scopes import Needs
from minishop.api.views import View
from minishop.money import AmountField, written
from orders.orders.models import Order, OrderLine, OrderQuerySet


class Amount(serializers.DecimalField):
    """An amount with as many decimals as its order's currency has."""

    def get_attribute(self, instance: Any) -> Any:
        order = instance if isinstance(instance, Order) else instance.order
        return written(getattr(instance, str(self.field_name)), order.currency)

    def to_representation(self, value: Any) -> Any:
        return value


MAPPING = serializers.ModelSerializer.serializer_field_mapping | {AmountField: Amount}


class LineSerializer(serializers.ModelSerializer[OrderLine]):
    serializer_field_mapping = MAPPING

    class Meta:
        model = OrderLine
        fields = ("title", "label", "sku", "quantity", "unit_price", "amount")


class OrderSerializer(serializers.ModelSerializer[Order]):
    """What was agreed and how it stands."""

    serializer_field_mapping = MAPPING
    lines = LineSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = (
            "number", "state", "payment_state", "currency", "goods_total", "discount_total",
            "shipping_total", "tax_included", "total", "placed_at", "paid_at", "expires_at", "lines",
        )  # fmt: skip


def own(user: Any) -> OrderQuerySet:
    """Only the orders of whoever asks, latest first."""
    return Order.objects.filter(user=user.pk, user__isnull=False).order_by("-placed_at", "-pk")


class OrdersView(View, ListAPIView):
    """The member's orders, latest first."""

    permission_classes = (Needs("orders:read"),)
    serializer_class = OrderSerializer

    def get_order(self) -> tuple[str, ...]:
        return ("-placed_at", "-pk")

    def get_queryset(self) -> OrderQuerySet:
        return own(self.request.user).prefetch_related("lines")


class OrderView(View, RetrieveAPIView):
    """One of the member's orders by its number."""

    permission_classes = (Needs("orders:read"),)
    serializer_class = OrderSerializer
    lookup_field = "number"

    def get_queryset(self) -> OrderQuerySet:
        return own(self.request.user)


urlpatterns = [
    path("orders/", OrdersView.as_view(), name="api-orders"),
    path("orders/<slug:number>/", OrderView.as_view(), name="api-order"),
]
