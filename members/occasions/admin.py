"""Staff say what a birthday and the club's days bring; what was given is read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.occasions.models import Occasion, OccasionGift
from minishop.admin_base import ReadOnlyAdmin, ShopAdmin
from minishop.translation_forms import names, translated_form


@admin.register(Occasion)
class OccasionAdmin(ShopAdmin):
    """Switched off, it brings nothing more; what was given stays."""

    form = translated_form(Occasion)
    list_display = ("title", "kind", "day", "points", "coupon", "multiplier", "is_on")
    list_select_related = ("coupon",)
    list_filter = ("kind", "is_on")
    compressed_fields = False
    filter_horizontal = ("tiers",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("kind", "is_on"),
                    ("title", *names(Occasion, "title")),
                    ("summary", *names(Occasion, "summary")),
                ),
            },
        ),
        (
            _("When"),
            {
                "fields": (("day", "days_before"),),
                "description": _(
                    "A birthday needs no day. Of a month: 1 to 31, or its last where it has fewer. "
                    "Of a week: 1 is Monday."
                ),
            },
        ),
        (_("What it brings"), {"fields": (("points", "coupon"), "multiplier")}),
        (_("For whom"), {"fields": ("tiers",), "description": _("No tier named: for everybody.")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.gifts.exists())


@admin.register(OccasionGift)
class OccasionGiftAdmin(ReadOnlyAdmin):
    list_display = ("at", "user", "occasion", "day", "points")
    list_filter = ("occasion", ("at", admin.DateFieldListFilter))
    list_select_related = ("user", "occasion")
    search_fields = ("user__email", "user__phone")
    ordering = ("-id",)
    show_full_result_count = False
