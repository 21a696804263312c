"""Collections as JSON: those shoppers choose from, in their order."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from catalog.collections.models import Collection
from catalog.pictures.shapes import ImageSerializer
from catalog.products.models import Product
from minishop.api.views import Public


class CollectionSerializer(serializers.ModelSerializer):
    """A department or an edit; `pieces` are on sale in it."""

    title = serializers.CharField(source="t.title")
    summary = serializers.CharField(source="t.summary")
    url = serializers.SerializerMethodField()
    pieces = serializers.IntegerField()
    image = ImageSerializer(source="picture", allow_null=True)

    class Meta:
        model = Collection
        fields = ("handle", "title", "summary", "url", "pieces", "image")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, collection: Collection) -> str:
        return self.context["request"].build_absolute_uri(collection.get_absolute_url())


class CollectionList(Public, generics.ListAPIView):
    """The departments that have something on sale, in the order shoppers see them."""

    serializer_class = CollectionSerializer

    def get_order(self) -> tuple[str, ...]:
        return ("position", "id")

    def get_queryset(self) -> QuerySet[Collection]:
        return Collection.objects.departments()


class CollectionDetail(Public, generics.RetrieveAPIView):
    """One collection that is published, listed among the departments or not."""

    serializer_class = CollectionSerializer
    lookup_field = "handle"

    def get_queryset(self) -> Any:
        on_sale = Q(products__in=Product.objects.on_sale())
        found = Collection.objects.published().select_related("picture")
        return found.annotate(pieces=Count("products", filter=on_sale))


urlpatterns = [
    path("collections/", CollectionList.as_view(), name="api-collections"),
    path("collections/<slug:handle>/", CollectionDetail.as_view(), name="api-collection"),
]
