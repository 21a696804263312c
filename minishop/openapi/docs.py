"""The schema, made once for each process, and the page that shows it."""

import hashlib
import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer


@cache
def written() -> bytes:
    """The schema as JSON, in English; it changes with the code alone."""
    with translation.override("en"):
        made = SchemaGenerator().get_schema(request=None, public=True)
        return bytes(OpenApiJsonRenderer().render(json.loads(json.dumps(made, default=str))))


def tag(request: HttpRequest) -> str:
    return f'"{hashlib.sha256(written()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=tag)
def schema(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(written(), content_type="application/json")
    patch_cache_control(response, public=True, max_age=300)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "minishop/api/docs.html")
