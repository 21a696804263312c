"""The home page and the pages staff compose."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from catalog.pages import showing
from catalog.pages.models import HOME
from catalog.pages.showing import Shown


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _answer(request, showing.page(HOME, request.audience) or showing.automatic(), "home")  # type: ignore[attr-defined]


@require_safe
def page(request: HttpRequest, handle: str) -> HttpResponse:
    shown = showing.page(handle, request.audience) if handle != HOME else None  # type: ignore[attr-defined]
    if shown is None:
        raise Http404(handle)
    return _answer(request, shown, "page")


def _answer(request: HttpRequest, shown: Shown, template: str) -> HttpResponse:
    """What is shown to some only is kept by nobody in between."""
    response = render(request, f"catalog/pages/{template}.html", {"shown": shown, "page": shown.page})
    if shown.is_personal:
        patch_cache_control(response, private=True, no_cache=True)
    return response
