"""A product's rating as programs read it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.aftersale import ratings


class RatingSerializer(serializers.Serializer):
    """What published reviews come to: an average out of five with one decimal, of so many."""

    value = serializers.FloatField(min_value=1, max_value=5)
    count = serializers.IntegerField(min_value=1)


@extend_schema_field(RatingSerializer(allow_null=True))
class RatingField(serializers.Field):
    """Of the whole product; null while nobody has reviewed it."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True, help_text="Null while nobody has reviewed it.")

    def to_representation(self, product: Any) -> dict[str, float] | None:
        rating = ratings.of(product)
        return {"value": float(rating.value), "count": rating.count} if rating else None
