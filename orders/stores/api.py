"""Stores as JSON: where one can collect, and what is there now."""

from typing import Any

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from minishop.api.fields import Moment
from minishop.api.views import Public
from orders.stores import hours
from orders.stores.models import Store

SPAN = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}


@extend_schema_field({"type": "object", "additionalProperties": SPAN})
class Week(serializers.DictField):
    """Opening and closing by day, in the store's own time; a missing day is closed."""


@extend_schema_field({"type": "object", "additionalProperties": SPAN | {"type": ["array", "null"]}})
class Holidays(serializers.DictField):
    """The same by date, for days that differ; null is closed."""


class StoreSerializer(serializers.Serializer):
    """A house, its texts in the reader's language."""

    code = serializers.CharField()
    name = serializers.CharField(source="t.name")
    address = serializers.CharField(source="t.address")
    city = serializers.CharField(source="t.city")
    directions = serializers.CharField(source="t.directions")
    phone = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    timezone = serializers.CharField()
    hours = Week()
    holidays = Holidays()
    is_open_now = serializers.SerializerMethodField()
    ready_at = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_is_open_now(self, store: Store) -> bool:
        return hours.is_open_at(store, timezone.now())

    @extend_schema_field(Moment(help_text="When an order paid now can be collected."))
    def get_ready_at(self, store: Store) -> Any:
        at = hours.ready_from(store, timezone.now())
        half_hour = at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)
        return Moment().to_representation(half_hour)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, store: Store) -> str:
        return self.context["request"].build_absolute_uri(f"/stores/{store.code}/")


class Stores(Public):
    serializer_class = StoreSerializer

    def get_queryset(self) -> Any:
        return Store.objects.for_pickup()


class StoreList(Stores, ListAPIView):
    """The houses one can collect at, in their order."""

    def get_order(self) -> tuple[str, ...]:
        return ("position", "id")


class StoreDetail(Stores, RetrieveAPIView):
    """One house where people collect."""

    lookup_field = "code"


urlpatterns = [
    path("stores/", StoreList.as_view(), name="api-stores"),
    path("stores/<slug:code>/", StoreDetail.as_view(), name="api-store"),
]
