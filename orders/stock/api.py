"""Stock as JSON, as the shop shows it: whether there is one to collect, and how many where few are left."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products.models import Product, Variant
from minishop.api.fields import Moment
from minishop.api.views import Public
from orders.stock import services as stock
from orders.stores import hours, mine
from orders.stores.models import Store

FEW = 3  # from here on the shop says how many


class HouseStockSerializer(serializers.Serializer):
    """What one house has of a variant."""

    store = serializers.CharField(help_text="The store's code.")
    name = serializers.CharField()
    is_available = serializers.BooleanField()
    left = serializers.IntegerField(allow_null=True, help_text="How many, where three or fewer are left.")
    ready_at = Moment(help_text="When a piece ordered now can be collected.")


class StockSerializer(serializers.Serializer):
    """A variant's stock at every house where people collect, those that have it first."""

    results = HouseStockSerializer(many=True)


class VariantStock(Public):
    """Where a variant can be collected, and when."""

    public_seconds = 15

    @extend_schema(responses=StockSerializer)
    def get(self, request: Request, pk: int) -> Response:
        variant = get_object_or_404(Variant, pk=pk, is_on_sale=True, product__in=Product.objects.on_sale())
        free = stock.availability([variant])[variant.pk]
        rows = [_row(store, free.get(store.pk, 0)) for store in mine.houses()]
        return self.tell(StockSerializer, {"results": sorted(rows, key=lambda row: not row["is_available"])})


def _row(store: Store, left: int | None) -> dict[str, Any]:
    return {
        "store": store.code,
        "name": store.t.name,
        "is_available": left != 0,
        "left": left if left is not None and left <= FEW else None,
        "ready_at": hours.ready_from(store, timezone.now()),
    }


urlpatterns = [path("variants/<int:pk>/stores/", VariantStock.as_view(), name="api-variant-stores")]
