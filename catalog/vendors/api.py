"""Brands as JSON, by name."""

from django.db.models import QuerySet
from django.urls import path
from rest_framework import generics, serializers

from catalog.vendors.models import Vendor
from minishop.api.views import Public


class VendorSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="t.name")
    summary = serializers.CharField(source="t.summary")
    url = serializers.SerializerMethodField()
    pieces = serializers.IntegerField()

    class Meta:
        model = Vendor
        fields = ("handle", "name", "summary", "url", "pieces")

    def get_url(self, vendor: Vendor) -> str:
        return self.context["request"].build_absolute_uri(vendor.get_absolute_url())


class VendorList(Public, generics.ListAPIView):
    """The brands that have something on sale."""

    pagination_class = None
    serializer_class = VendorSerializer

    def get_queryset(self) -> QuerySet[Vendor]:
        return Vendor.objects.with_pieces()


urlpatterns = [path("brands/", VendorList.as_view(), name="api-vendors")]
