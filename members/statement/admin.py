"""Staff set the rules of points and campaigns, and read lots with all that happened to them."""

from typing import Any

from django.contrib import admin
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from members.lots.models import LotEntry, PointsCampaign, PointsLot, PointsProgramme
from minishop.admin_base import ReadOnlyAdmin, ReadOnlyInline, ShopAdmin
from minishop.translation_forms import names, translated_form


@admin.register(PointsProgramme)
class PointsProgrammeAdmin(ShopAdmin):
    """Rules begin at a moment to come; those that have begun stay as they were, for points hang on them."""

    list_display = ("starts_at", "per_unit", "worth", "floor", "cap_percent", "expiry", "expiry_after")
    compressed_fields = False
    fieldsets = (
        (
            None,
            {
                "fields": ("starts_at",),
                "description": _(
                    "Other rules are another row that begins later; the newest that has begun holds."
                ),
            },
        ),
        (_("Earning"), {"fields": ("per_unit",)}),
        (_("Paying"), {"fields": (("worth", "floor", "cap_percent"),)}),
        (_("Ending"), {"fields": (("expiry", "expiry_after"), ("grace_days", "remind_days"))}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _has_begun(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # those to come can be changed


def _has_begun(programme: PointsProgramme | None) -> bool:
    """By the database's clock."""
    return (
        programme is not None
        and PointsProgramme.objects.filter(pk=programme.pk, starts_at__lte=Now()).exists()
    )


@admin.register(PointsCampaign)
class PointsCampaignAdmin(ShopAdmin):
    form = translated_form(PointsCampaign)
    list_display = ("name", "multiplier", "starts_at", "ends_at", "is_on")
    list_filter = ("is_on",)
    compressed_fields = False
    autocomplete_fields = ("products", "collections")
    filter_horizontal = ("tiers",)
    fieldsets = (
        (None, {"fields": (("name", *names(PointsCampaign, "name")), ("multiplier", "is_on"))}),
        (_("When"), {"fields": (("starts_at", "ends_at"),)}),
        (
            _("For what and whom"),
            {
                "fields": ("products", "collections", "tiers"),
                "description": _("Nothing named: all pieces, and members of every tier."),
            },
        ),
    )


class LotEntryInline(ReadOnlyInline):
    model = LotEntry
    fields = ("kind", "amount", "posting")


@admin.register(PointsLot)
class PointsLotAdmin(ReadOnlyAdmin):
    list_display = ("earned_at", "who", "kind", "source", "earned", "remaining", "settled_at", "expires_at")
    list_filter = (
        "kind",
        ("earned_at", admin.DateFieldListFilter),
        ("expires_at", admin.DateFieldListFilter),
    )
    list_select_related = ("account__user",)
    search_fields = ("source", "account__user__email", "account__user__phone")
    search_help_text = _("An address, or what earned it, such as order:42")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (LotEntryInline,)

    @display(description=_("member"))
    def who(self, lot: PointsLot) -> str:
        return str(lot.account.user)
