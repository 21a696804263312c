"""Staff say what brings points and how often; what was done is read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.activities.models import Activity, ActivityDone, Referral
from minishop.admin_base import ReadOnlyAdmin, ShopAdmin
from minishop.translation_forms import names, translated_form


@admin.register(Activity)
class ActivityAdmin(ShopAdmin):
    """Switched off, nothing more is brought by it; what was done stays."""

    form = translated_form(Activity)
    list_display = ("title", "code", "points", "times", "period", "is_on", "position")
    list_editable = ("position",)
    ordering = ("position", "id")
    ordering_field = "position"
    compressed_fields = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("code", "is_on"),
                    ("title", *names(Activity, "title")),
                    ("summary", *names(Activity, "summary")),
                    ("points", "times", "period"),
                    "position",
                ),
                "description": _(
                    "The shop announces signed_up, profile_told, birthday_told, reviewed, referred, invited."
                ),
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ActivityDone)
class ActivityDoneAdmin(ReadOnlyAdmin):
    list_display = ("at", "user", "activity", "points", "source")
    list_filter = ("activity", ("at", admin.DateFieldListFilter))
    list_select_related = ("user", "activity")
    search_fields = ("user__email", "user__phone", "source")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    list_display = ("at", "referrer", "newcomer", "rewarded_at")
    list_select_related = ("referrer", "newcomer")
    search_fields = ("referrer__email", "referrer__phone", "newcomer__email", "newcomer__phone")
    ordering = ("-id",)
    show_full_result_count = False
