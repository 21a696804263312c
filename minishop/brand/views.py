from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, to_locale
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from minishop.brand import services as brands
from minishop.brand.icons import KINDS, SIZES
from minishop.brand.models import Brand

forever = cache_control(public=True, max_age=31536000, immutable=True)


@require_GET
def css(request: HttpRequest, digest: str) -> HttpResponse:
    """The brand's tokens under a name that changes with them."""
    brand = brands.current()
    if not brand.digest:
        raise Http404
    if digest != brand.digest:
        return redirect("brand-css", digest=brand.digest)
    return forever(_css)(request, brand)


def _css(request: HttpRequest, brand: Brand) -> HttpResponse:
    return HttpResponse(brand.css, content_type="text/css; charset=utf-8")


@require_GET
def icon(request: HttpRequest, digest: str, kind: str, size: int) -> HttpResponse:
    """The brand's icon in one of its sizes, under a name that changes with it."""
    brand = brands.current()
    if size not in SIZES or kind not in KINDS:
        raise Http404
    if digest != brand.icon_digest:
        return redirect("brand-icon", digest=brand.icon_digest, kind=kind, size=size)
    return forever(_icon)(request, brand, kind, size)


def _icon(request: HttpRequest, brand: Brand, kind: str, size: int) -> HttpResponse:
    drawn = brands.icon(brand, size, kind)
    return HttpResponse(drawn, content_type="image/png")


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without reading the page."""
    return redirect(brands.current().tab_icon)


@require_GET
@cache_control(private=True, max_age=600)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to keep the shop on its home screen (https://www.w3.org/TR/appmanifest/)."""
    return JsonResponse(_manifest(brands.current()), content_type="application/manifest+json")


def _manifest(brand: Brand) -> dict[str, Any]:
    home = reverse("home")
    return {
        "id": home,
        "name": brand.called,
        "short_name": brand.called[:12],
        "lang": to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-"),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": brand.ground["light"],
        "theme_color": brand.ground["light"],
        "categories": ["shopping"],
        "prefer_related_applications": False,
        "icons": [
            *(_icon_entry(brand.icon_url(size), size, "any") for size in (192, 512)),
            *(_icon_entry(brand.icon_url(size, "maskable"), size, "maskable") for size in (192, 512)),
            _icon_entry(brand.icon_url(96, "badge"), 96, "monochrome"),
        ],
        "shortcuts": [
            _shortcut(brand, _("Shop"), "shop"),
            _shortcut(brand, _("My code"), "code"),
            _shortcut(brand, _("Bag"), "bag"),
            _shortcut(brand, _("Orders"), "orders"),
        ],
    }


def _shortcut(brand: Brand, words: str, place: str) -> dict[str, Any]:
    """A place one goes to from the icon itself; place names the address and its drawing."""
    icons = [_icon_entry(brand.icon_url(size, place), size, "any") for size in (96, 192)]
    return {"name": words, "url": reverse(place), "icons": icons}


def _icon_entry(address: str, size: int, purpose: str) -> dict[str, str]:
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
