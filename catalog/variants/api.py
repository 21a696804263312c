"""Variants as JSON by themselves: for programs that know a thing by its SKU or barcode."""

from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from catalog.products.api import VariantSerializer
from catalog.products.models import Product, Variant, VariantQuerySet
from minishop.api.fields import Words
from minishop.api.views import Public


class PieceSerializer(serializers.Serializer):
    """The product a variant belongs to."""

    handle = serializers.CharField()
    title = serializers.CharField(source="t.title")
    url = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, product: Product) -> str:
        return self.context["request"].build_absolute_uri(product.get_absolute_url())


class OneVariantSerializer(VariantSerializer):
    """A variant by itself, with the product it belongs to."""

    product = PieceSerializer()

    class Meta(VariantSerializer.Meta):
        fields = (*VariantSerializer.Meta.fields, "product")


class WhichSerializer(serializers.Serializer):
    sku = Words(help_text="Stock keeping units; any of them.")
    barcode = Words(help_text="Barcodes; any of them.")


class Variants(Public):
    """Variants on sale of products on sale."""

    serializer_class = OneVariantSerializer

    def get_queryset(self) -> VariantQuerySet:
        on_sale = Variant.objects.filter(is_on_sale=True, product__in=Product.objects.on_sale())
        return on_sale.with_prices().select_related("picture", "product")


class VariantList(Variants, generics.ListAPIView):
    """Variants on sale, by their stock keeping units or barcodes where some are named."""

    asks = WhichSerializer

    def get_order(self) -> tuple[str, ...]:
        return ("id",)

    def get_queryset(self) -> VariantQuerySet:
        asked = self.asked(self.asks)
        named = {f"{name}__in": words for name, words in asked.items() if words}
        return super().get_queryset().filter(**named)


class VariantDetail(Variants, generics.RetrieveAPIView):
    """One variant on sale."""


urlpatterns = [
    path("variants/", VariantList.as_view(), name="api-variants"),
    path("variants/<int:pk>/", VariantDetail.as_view(), name="api-variant"),
]
