"""Menus as JSON: the links that staff arranged, and pages that can be read."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.menus import services as menus
from catalog.menus.services import Link
from minishop.api.views import Public


class LinkSerializer(serializers.Serializer):
    title = serializers.CharField()
    url = serializers.URLField()


class MenusSerializer(serializers.Serializer):
    """Links by the place they stand in ("footer", "shop"), and the pages that can be read."""

    menus = serializers.DictField(child=LinkSerializer(many=True))
    pages = LinkSerializer(many=True)


class Menus(Public):
    """The shop's menus and pages, in the reader's language."""

    @extend_schema(responses=MenusSerializer)
    def get(self, request: Request) -> Response:
        doors = menus.doors()
        places = {name: [self.link(each) for each in links] for name, links in doors.menus.items()}
        return Response({"menus": places, "pages": [self.link(each) for each in doors.pages.values()]})

    def link(self, link: Link) -> dict[str, Any]:
        return {"title": str(link), "url": self.request.build_absolute_uri(link.href)}


urlpatterns = [path("menus/", Menus.as_view(), name="api-menus")]
