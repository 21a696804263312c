"""The shop itself as JSON: what it is called, speaks and counts in."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from minishop.api.views import Public
from minishop.brand import services as brands
from minishop.brand.models import Brand


class LanguageSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField(help_text="As the language itself says it.")


class ShopSerializer(serializers.Serializer):
    """The brand, and what every program has to know before it shows anything of it."""

    name = serializers.CharField()
    logo = serializers.URLField(allow_null=True)
    icon = serializers.URLField()
    currency = serializers.CharField(help_text="ISO 4217; amounts without one are in it.")
    languages = LanguageSerializer(many=True)
    language = serializers.CharField(help_text="The one spoken where none is asked for.")
    timezone = serializers.CharField()
    contact = serializers.DictField(child=serializers.CharField())
    url = serializers.URLField()


class Shop(Public):
    """What the shop is called, which languages it speaks and in which currency it counts."""

    @extend_schema(responses=ShopSerializer)
    def get(self, request: Request) -> Response:
        return self.tell(ShopSerializer, _shop(brands.current(), request))


def _shop(brand: Brand, request: Request) -> dict[str, Any]:
    told = {name: text for name, text in brand.contact.items() if isinstance(text, str)}
    return {
        "name": brand.called,
        "logo": request.build_absolute_uri(brand.logo.url) if brand.logo else None,
        "icon": request.build_absolute_uri(brand.icon_url(512)),
        "currency": settings.CURRENCY,
        "languages": [
            {"code": code, "name": get_language_info(code)["name_local"]}
            for code, _name in settings.LANGUAGES
        ],
        "language": settings.LANGUAGE_CODE,
        "timezone": settings.TIME_ZONE,
        "contact": told,
        "url": request.build_absolute_uri("/"),
    }
