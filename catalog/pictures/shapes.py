"""A picture as JSON."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.pictures.models import Picture


class ImageSerializer(serializers.Serializer):
    """A photograph, whole; `colour` is its dominant one, to show while it is on its way."""

    url = serializers.SerializerMethodField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = serializers.CharField(source="t.alt")
    colour = serializers.CharField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, picture: Picture) -> str:
        return self.context["request"].build_absolute_uri(picture.file.url)
