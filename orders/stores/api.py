"""Houses as JSON."""

from typing import Any

from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from minishop.api.views import Public
from orders.stores import hours
from orders.stores.models import Store


class StoreSerializer(serializers.Serializer):
    """A house, its texts in the reader's language."""

    code = serializers.CharField()
    name = serializers.CharField(source="t.name")
    address = serializers.CharField(source="t.address")
    city = serializers.CharField(source="t.city")
    phone = serializers.CharField()
    timezone = serializers.CharField()
    hours = serializers.DictField()
    holidays = serializers.DictField()
    is_open_now = serializers.SerializerMethodField()

    def get_is_open_now(self, store: Store) -> bool:
        return hours.is_open_at(store, timezone.now())


class StoresView(Public, ListAPIView):
    """The houses one can collect at, in their order."""

    serializer_class = StoreSerializer
    pagination_class = None

    def get_queryset(self) -> Any:
        return Store.objects.for_pickup()


urlpatterns = [path("stores/", StoresView.as_view(), name="api-stores")]
