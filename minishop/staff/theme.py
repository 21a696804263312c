"""The admin in the brand's colours; plain data, read by settings before any model exists."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static

PLUM, BONE, INK = "#6B2F4E", "#FAF6F0", "#221D24"
#: How much white (light weights) or ink (dark ones) goes into the brand's colour.
TINTS = {"50": 94, "100": 88, "200": 74, "300": 60, "400": 52, "500": 50, "600": 0}
SHADES = {"700": 18, "800": 34, "900": 50, "950": 66}
#: How much ink goes into the brand's paper.
GREYS = {"50": 0, "100": 5, "200": 12, "300": 20, "400": 42, "500": 58, "600": 70, "700": 80, "800": 89}
GREYS |= {"900": 95, "950": 100}


def _token(name: str, otherwise: str) -> str:
    from minishop.brand import services as brands

    return brands.current().tokens.get("light", {}).get(name, otherwise)


def _mix(colour: str, other: str, share: int) -> str:
    return f"color-mix(in oklab, {colour}, {other} {share}%)" if share else colour


def primary(request: HttpRequest) -> dict[str, str]:
    """The brand's colour from tint to shade."""
    plum, ink = _token("plum", PLUM), _token("ink", INK)
    light = {weight: _mix(plum, "white", share) for weight, share in TINTS.items()}
    return light | {weight: _mix(plum, ink, share) for weight, share in SHADES.items()}


def base(request: HttpRequest) -> dict[str, str]:
    """Greys between the brand's paper and its ink."""
    bone, ink = _token("bone", BONE), _token("ink", INK)
    return {weight: _mix(bone, ink, share) for weight, share in GREYS.items()}


def shop_name(request: HttpRequest) -> str:
    from minishop.brand import services as brands

    return brands.current().called


def environment(request: HttpRequest) -> list[str] | None:
    """A label that says when this is not the real shop."""
    from django.conf import settings
    from django.utils.translation import gettext as _

    return [_("Demo"), "warning"] if settings.DEMO else None


def icon(request: HttpRequest) -> str:
    return static("img/icon.svg")


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": shop_name,
    "SITE_HEADER": shop_name,
    "SITE_ICON": icon,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": icon}],
    "SITE_URL": "/",
    "ENVIRONMENT": "minishop.staff.theme.environment",
    "DASHBOARD_CALLBACK": "minishop.staff.overview.figures",
    "SHOW_LANGUAGES": True,
    "SHOW_HISTORY": True,
    "BORDER_RADIUS": "6px",
    "COLORS": {"base": base, "primary": primary},
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "minishop.staff.navigation.sidebar",
    },
    "LOGIN": {"form": "minishop.staff.login.LoginForm"},
}
