"""Search as JSON: the same answers as the search page, and what is offered while someone types."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products.api import CardSerializer
from catalog.search import services as search
from catalog.search.suggesting import Place, suggest
from minishop.api.fields import Text
from minishop.api.ranked import Ranked
from minishop.api.views import Public


class TypedSerializer(serializers.Serializer):
    q = Text(max_length=80, required=False, allow_blank=True, help_text="What someone typed.")


class FoundSerializer(serializers.Serializer):
    """What was found, best first."""

    results = CardSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    total = serializers.IntegerField(help_text="How many were ranked, at most 120.")
    read_as = serializers.CharField(help_text="How the words were read where they were read otherwise.")
    is_lacking = serializers.BooleanField(help_text="Some of the words are missing in what was found.")


class PlaceSerializer(serializers.Serializer):
    """A collection or a brand."""

    kind = serializers.SerializerMethodField()
    handle = serializers.CharField(source="row.handle")
    title = serializers.CharField(source="name")
    url = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "enum": ["brand", "collection"]})
    def get_kind(self, place: Place) -> str:
        return "brand" if place.is_maker else "collection"

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, place: Place) -> str:
        return self.context["request"].build_absolute_uri(place.row.get_absolute_url())


class OfferedSerializer(serializers.Serializer):
    """What is offered: pieces, places, and words the beginning may become."""

    products = CardSerializer(source="pieces", many=True)
    places = PlaceSerializer(many=True)
    queries = serializers.ListField(child=serializers.CharField())
    read_as = serializers.CharField()


class Search(Public):
    """Products that answer to the words, best first; typos, synonyms and pinyin are understood."""

    asks = TypedSerializer

    @extend_schema(responses=FoundSerializer)
    def get(self, request: Request) -> Response:
        query = _words(self.asked(self.asks))
        found = search.find(query)
        if query and (found.lacking or not found.total):
            search.note_vain(query)
        page = Ranked(query)
        rows = page.paginate_queryset(found.pieces, request, self)
        cards = CardSerializer(rows, many=True, context=self.get_serializer_context()).data
        told: dict[str, Any] = {
            "results": cards,
            "next": page.next,
            "previous": page.previous,
            "total": found.total,
        }
        return Response(told | {"read_as": found.read_as, "is_lacking": found.lacking})


class Suggestions(Public):
    """What is offered while someone types."""

    asks = TypedSerializer

    @extend_schema(responses=OfferedSerializer)
    def get(self, request: Request) -> Response:
        return self.tell(OfferedSerializer, suggest(_words(self.asked(self.asks))))


def _words(asked: dict[str, Any]) -> str:
    return " ".join(asked.get("q", "").split())


urlpatterns = [
    path("search/", Search.as_view(), name="api-search"),
    path("search/suggestions/", Suggestions.as_view(), name="api-suggestions"),
]
