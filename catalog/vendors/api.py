"""Brands as JSON, by name."""

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from catalog.vendors.models import Vendor
from minishop.api.views import Public


class VendorSerializer(serializers.ModelSerializer):
    """A maker's name; `pieces` of it are on sale."""

    name = serializers.CharField(source="t.name")
    summary = serializers.CharField(source="t.summary")
    url = serializers.SerializerMethodField()
    pieces = serializers.IntegerField()

    class Meta:
        model = Vendor
        fields = ("handle", "name", "summary", "url", "pieces")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, vendor: Vendor) -> str:
        return self.context["request"].build_absolute_uri(vendor.get_absolute_url())


class Vendors(Public):
    """The brands that have something on sale."""

    serializer_class = VendorSerializer

    def get_queryset(self) -> QuerySet[Vendor]:
        return Vendor.objects.with_pieces()


class VendorList(Vendors, generics.ListAPIView):
    """The brands that have something on sale, by name."""

    def get_order(self) -> tuple[str, ...]:
        return ("name",)


class VendorDetail(Vendors, generics.RetrieveAPIView):
    """One brand that has something on sale."""

    lookup_field = "handle"


urlpatterns = [
    path("brands/", VendorList.as_view(), name="api-vendors"),
    path("brands/<str:handle>/", VendorDetail.as_view(), name="api-vendor"),
]
