"""Products as JSON, for other programs: what a shopper sees, in the language of `Accept-Language`.

Names are stable: fields are added, never renamed. Amounts are decimal strings with their currency.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import generics, serializers

from catalog.aftersale.shapes import RatingField
from catalog.aftersale.values import NoReturn
from catalog.pictures.shapes import ImageSerializer
from catalog.products.models import Product, Variant
from minishop.api.fields import AMOUNT, Moment
from minishop.api.views import Public
from minishop.money import default_currency, written


class PriceSerializer(serializers.Serializer):
    """What it costs, tax included; `compare_at` is the price before a reduction."""

    amount = serializers.SerializerMethodField()
    compare_at = serializers.SerializerMethodField()
    currency = serializers.CharField()

    @extend_schema_field(AMOUNT)
    def get_amount(self, price: Any) -> str:
        return written(price.amount, price.currency)

    @extend_schema_field(AMOUNT | {"type": ["string", "null"]})
    def get_compare_at(self, price: Any) -> str | None:
        return None if price.compare_at is None else written(price.compare_at, price.currency)


class VariantSerializer(serializers.ModelSerializer):
    """One combination of options: what is priced, stocked and sold."""

    id = serializers.IntegerField(read_only=True)
    options = serializers.ListField(child=serializers.CharField(), source="t.option_values")
    price = PriceSerializer(allow_null=True)
    in_stock = serializers.BooleanField(read_only=True)
    is_backordered = serializers.BooleanField(read_only=True)
    stores = serializers.ListField(child=serializers.CharField(), source="store_codes")
    image = ImageSerializer(source="picture", allow_null=True)

    class Meta:
        model = Variant
        fields: tuple[str, ...] = (
            "id",
            "sku",
            "barcode",
            "options",
            "swatch",
            "price",
            "in_stock",
            "is_backordered",
            "stores",
            "image",
        )


class CardSerializer(serializers.ModelSerializer):
    """A product in a list."""

    title = serializers.CharField(source="t.title")
    subtitle = serializers.CharField(source="t.subtitle")
    type = serializers.CharField(source="kind")
    url = serializers.SerializerMethodField()
    price_from = serializers.SerializerMethodField()
    currency = serializers.SerializerMethodField()
    in_stock = serializers.BooleanField(read_only=True)
    stores = serializers.ListField(child=serializers.CharField(), source="store_codes")
    image = ImageSerializer(source="cover", allow_null=True)
    published_at = Moment(read_only=True)

    class Meta:
        model = Product
        fields: tuple[str, ...] = (
            "handle",
            "title",
            "subtitle",
            "type",
            "tags",
            "url",
            "price_from",
            "currency",
            "in_stock",
            "stores",
            "image",
            "published_at",
        )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, product: Product) -> str:
        return self.context["request"].build_absolute_uri(product.get_absolute_url())

    @extend_schema_field(AMOUNT)
    def get_price_from(self, product: Product) -> str:
        return written(product.price_from, default_currency())

    def get_currency(self, product: Product) -> str:
        return default_currency()


class ProductSerializer(CardSerializer):
    """A product with everything its page shows."""

    body = serializers.CharField(source="t.body", help_text="Sanitised HTML.")
    details = serializers.CharField(source="t.details")
    no_return = serializers.ChoiceField(
        NoReturn.choices, help_text="Why it is not taken back without a fault; empty where it is."
    )
    brand = serializers.SerializerMethodField()
    options = serializers.ListField(child=serializers.CharField(), source="t.option_names")
    variants = VariantSerializer(many=True)
    images = serializers.SerializerMethodField()
    related = serializers.SerializerMethodField()
    rating = RatingField()

    class Meta(CardSerializer.Meta):
        more = (
            "body", "details", "no_return", "brand", "options", "variants", "images", "related", "rating",
        )  # fmt: skip
        fields = (*CardSerializer.Meta.fields, *more)

    def get_brand(self, product: Product) -> str | None:
        return product.vendor.handle if product.vendor else None

    @extend_schema_field(ImageSerializer(many=True))
    def get_images(self, product: Product) -> Any:
        pictures = [image.picture for image in product.images.all()]
        return list(ImageSerializer(pictures, many=True, context=self.context).data)

    def get_related(self, product: Product) -> list[str]:
        return list(Product.objects.beside(product).values_list("handle", flat=True))


PICTURE = {
    "url": "https://shop.example/media/veil.webp", "width": 1200, "height": 1500,
    "alt": "A silk veil in rosewood", "colour": "#8f5a52",
}  # fmt: skip
ROSEWOOD = {
    "id": 11, "sku": "VEIL-ROSEWOOD", "barcode": "6901234567892", "options": ["Rosewood"],
    "swatch": "#8f5a52", "price": {"amount": "238.00", "compare_at": None, "currency": "CNY"},
    "in_stock": True, "is_backordered": False, "stores": ["wukang-road"], "image": PICTURE,
}  # fmt: skip
VEIL = {
    "handle": "veil", "title": "Silk veil", "subtitle": "For the neck", "type": "Scarves", "tags": ["silk"],
    "url": "https://shop.example/products/veil/", "price_from": "238.00", "currency": "CNY",
    "in_stock": True, "stores": ["wukang-road"], "image": PICTURE, "published_at": "2026-11-01T02:00:00Z",
    "body": "<p>Woven in Suzhou.</p>", "details": "Pure silk", "no_return": "", "brand": "lune",
    "options": ["Colour"],
    "variants": [ROSEWOOD], "images": [PICTURE], "related": ["dusk-scarf"],
    "rating": {"value": 4.6, "count": 12},
}  # fmt: skip


@extend_schema(examples=[OpenApiExample("A scarf", VEIL, response_only=True)])
class ProductDetail(Public, generics.RetrieveAPIView):
    """One product on sale, with its variants, photographs and what goes with it."""

    serializer_class = ProductSerializer
    lookup_field = "handle"

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.on_sale().for_page()


urlpatterns = [path("products/<slug:handle>/", ProductDetail.as_view(), name="api-product")]
