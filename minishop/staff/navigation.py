"""The admin's sidebar: the house's departments, each with what this person may see."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

#: (title, [(model, icon)…]); models not named here follow in their department under a plain icon.
SECTIONS: list[tuple[str, Any, list[tuple[str, str]]]] = [
    (
        "orders",
        _("Orders"),
        [
            ("orders.order", "receipt_long"),
            ("orders.fulfilment", "package_2"),
            ("orders.pickup", "qr_code_2"),
            ("orders.stockitem", "inventory_2"),
            ("orders.stockmovement", "swap_vert"),
            ("orders.store", "storefront"),
            ("orders.shippingzone", "local_shipping"),
            ("orders.scan", "barcode_scanner"),
        ],
    ),
    (
        "catalog",
        _("Catalogue"),
        [
            ("catalog.product", "shopping_bag"),
            ("catalog.collection", "category"),
            ("catalog.story", "auto_stories"),
            ("catalog.picture", "image"),
        ],
    ),
    (
        "payments",
        _("Money"),
        [
            ("payments.payment", "payments"),
            ("payments.refund", "undo"),
            ("payments.notification", "inbox"),
            ("minishop.account", "account_balance"),
            ("minishop.posting", "balance"),
        ],
    ),
    ("members", _("People"), [("members.user", "group"), ("auth.group", "badge")]),
    (
        "minishop",
        _("House"),
        [
            ("minishop.brand", "palette"),
            ("minishop.message", "mail"),
            ("minishop.event", "history"),
            ("minishop.delivery", "pending_actions"),
        ],
    ),
]
PLAIN_ICON = "circle"


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Sections with only what the person may open; an empty section is left out."""
    seen = _visible(request)
    sections: list[dict[str, Any]] = [{"items": _doors(request)}]
    for app, title, named in SECTIONS:
        icons = dict(named)
        labels = [label for label in icons if label in seen]
        labels += sorted(label for label in seen if label.startswith(f"{app}.") and label not in _named())
        items = [_item(seen[label], icons.get(label, PLAIN_ICON)) for label in labels]
        if items:
            sections.append({"title": title, "separator": True, "items": items})
    return sections


def _named() -> set[str]:
    return {label for _app, _title, named in SECTIONS for label, _icon in named}


def _visible(request: HttpRequest) -> dict[str, Any]:
    """The admin's models this person may at least look at."""
    registered = admin.site._registry.items()
    return {
        model._meta.label_lower: model
        for model, holder in registered
        if holder.has_module_permission(request) and holder.has_view_or_change_permission(request)
    }


def _item(model: Any, icon: str) -> dict[str, Any]:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return {"title": str(model._meta.verbose_name_plural).capitalize(), "icon": icon, "link": address}


def _doors(request: HttpRequest) -> list[dict[str, Any]]:
    """Ways out of the tables: the overview, the scan console, the shop."""
    doors = [{"title": _("Overview"), "icon": "space_dashboard", "link": reverse("admin:index")}]
    if request.user.has_perm("orders.scan_codes"):
        doors += _door("scan", _("Scan console"), "qr_code_scanner")
    return doors + _door("home", _("The shop"), "open_in_new")


def _door(name: str, title: Any, icon: str) -> list[dict[str, Any]]:
    try:
        return [{"title": title, "icon": icon, "link": reverse(name), "active": False}]
    except NoReverseMatch:
        return []
