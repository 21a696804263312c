"""The admin's sidebar: the house's departments, each with what this person may see."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

Place = tuple[str, str, Any]  # model, icon, title where the model's own says too little

#: (department, title, places); models not named here follow in their department under a plain icon.
SECTIONS: list[tuple[str, Any, list[Place]]] = [
    (
        "orders",
        _("Orders"),
        [
            ("orders.order", "receipt_long", ""),
            ("orders.fulfilment", "package_2", ""),
            ("orders.shipment", "deployed_code", _("Parcels")),
            ("orders.pickup", "qr_code_2", _("Pick-ups")),
            ("orders.return", "assignment_return", ""),
            ("orders.scan", "barcode_scanner", ""),
            ("orders.review", "reviews", _("Reviews")),
            ("orders.stockitem", "inventory_2", _("Stock")),
            ("orders.stockmovement", "swap_vert", ""),
            ("orders.store", "storefront", _("Houses")),
            ("orders.shippingzone", "local_shipping", _("Delivery")),
        ],
    ),
    (
        "catalog",
        _("Catalogue"),
        [
            ("catalog.product", "shopping_bag", ""),
            ("catalog.bulkedit", "edit_note", _("Changes of many")),
            ("catalog.pricechange", "event_repeat", _("Planned prices")),
            ("catalog.wanted", "notifications", _("Most wanted")),
            ("catalog.collection", "category", ""),
            ("catalog.story", "auto_stories", ""),
            ("catalog.page", "web", ""),
            ("catalog.menuitem", "menu", _("Menus")),
            ("catalog.revision", "history", _("Revisions of pages")),
            ("catalog.picture", "image", ""),
            ("catalog.pendingimage", "cloud_download", _("Pictures to come")),
            ("catalog.vendor", "workspace_premium", _("Brands")),
            ("catalog.synonymgroup", "join_inner", _("Synonyms")),
            ("catalog.vainsearch", "search_off", _("Searched, not found")),
            ("catalog.redirect", "alt_route", _("Old addresses")),
            ("minishop.importrun", "swap_horiz", _("Import and export")),
        ],
    ),
    (
        "payments",
        _("Money"),
        [
            ("payments.payment", "payments", ""),
            ("payments.refund", "undo", ""),
            ("orders.invoice", "receipt", _("Invoices")),
            ("payments.notification", "inbox", _("Notices from gateways")),
            ("minishop.account", "account_balance", _("Ledger accounts")),
            ("minishop.posting", "balance", _("Ledger postings")),
        ],
    ),
    (
        "members",
        _("People"),
        [
            ("members.user", "group", _("Members and staff")),
            ("members.membership", "card_membership", _("Memberships")),
            ("members.bulkgrant", "groups", _("Gifts for many")),
            ("members.pointsgrant", "add_circle", _("Points given")),
            ("members.creditgrant", "redeem", _("Store credit given")),
            ("members.issuedcoupon", "confirmation_number", _("Coupons members have")),
            ("members.pointslot", "toll", _("Members’ points")),
            ("members.tierchange", "stairs", _("Tier changes")),
            ("orders.purchase", "point_of_sale", _("Purchases in houses")),
            ("members.checkin", "event_available", _("Check-ins")),
            ("members.activitydone", "task_alt", _("Tasks done")),
            ("members.occasiongift", "cake", _("Gifts of occasions")),
            ("members.referral", "group_add", _("Invitations")),
            ("auth.group", "badge", _("Roles")),
        ],
    ),
    (
        "club",
        _("Club"),
        [
            ("members.coupon", "local_activity", _("Coupons")),
            ("members.couponbatch", "tag", _("Coupon codes")),
            ("members.pointsprogramme", "rule", _("Points: the rules")),
            ("members.pointscampaign", "campaign", _("Points: campaigns")),
            ("orders.reward", "storefront", _("Points shop")),
            ("members.tier", "military_tech", _("Tiers")),
            ("members.tierprogramme", "tune", _("Tiers: the rules")),
            ("members.membershipplan", "workspace_premium", _("Paid memberships")),
            ("members.memberprice", "sell", _("Member prices")),
            ("members.checkinrule", "event_available", _("Check-in")),
            ("members.activity", "task_alt", _("Tasks")),
            ("members.occasion", "cake", _("Birthdays and member days")),
        ],
    ),
    (
        "minishop",
        _("House"),
        [
            ("minishop.brand", "palette", ""),
            ("minishop.message", "mail", ""),
            ("minishop.event", "history", _("Audit trail")),
            ("minishop.delivery", "pending_actions", _("Jobs")),
            ("minishop.webhook", "webhook", ""),
            ("minishop.webhookmessage", "outbox", _("Webhook log")),
        ],
    ),
]
PLAIN_ICON = "circle"


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Sections with only what the person may open; an empty section is left out."""
    seen = _visible(request)
    sections: list[dict[str, Any]] = [{"items": _doors(request)}]
    for app, title, named in SECTIONS:
        others = sorted(label for label in seen if label.startswith(f"{app}.") and label not in _named())
        places = [*named, *((label, PLAIN_ICON, "") for label in others)]
        items = [_item(seen[label], icon, words) for label, icon, words in places if label in seen]
        if items:
            sections.append({"title": title, "separator": True, "items": items})
    return sections


def _named() -> set[str]:
    return {label for _app, _title, named in SECTIONS for label, _icon, _words in named}


def _visible(request: HttpRequest) -> dict[str, Any]:
    """The admin's models this person may at least look at."""
    registered = admin.site._registry.items()
    return {
        model._meta.label_lower: model
        for model, holder in registered
        if holder.has_module_permission(request) and holder.has_view_or_change_permission(request)
    }


def _item(model: Any, icon: str, words: Any) -> dict[str, Any]:
    title = words or str(model._meta.verbose_name_plural).capitalize()
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return {"title": title, "icon": icon, "link": address}


def _doors(request: HttpRequest) -> list[dict[str, Any]]:
    """Ways out of the tables: the overview, the order board, the scan console, the shop."""
    doors = [{"title": _("Overview"), "icon": "space_dashboard", "link": reverse("admin:index")}]
    if request.user.has_perm("orders.change_fulfilment"):
        doors += _door("board-houses", _("Order board"), "view_kanban")
    if request.user.has_perm("orders.scan_codes"):
        doors += _door("scan", _("Scan console"), "qr_code_scanner")
    if "second_factor" in request.session:  # whoever passed one may take a new app
        doors += _door("second-factor-set-up", _("Second factor"), "phonelink_lock")
    return doors + _door("home", _("The shop"), "open_in_new")


def _door(name: str, title: Any, icon: str) -> list[dict[str, Any]]:
    try:
        return [{"title": title, "icon": icon, "link": reverse(name), "active": False}]
    except NoReverseMatch:
        return []
