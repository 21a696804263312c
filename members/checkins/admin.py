"""Staff say what each day of a streak brings, and read who was here."""

from django.contrib import admin

from members.checkins.models import CheckIn, CheckInRule
from minishop.admin_base import ReadOnlyAdmin, ShopAdmin


@admin.register(CheckInRule)
class CheckInRuleAdmin(ShopAdmin):
    """The row of the highest day reached counts; after the last one a streak begins anew."""

    list_display = ("day", "points", "coupon")
    list_select_related = ("coupon",)
    ordering = ("day",)


@admin.register(CheckIn)
class CheckInAdmin(ReadOnlyAdmin):
    list_display = ("day", "user", "streak", "points", "at")
    list_filter = (("day", admin.DateFieldListFilter),)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__phone")
    ordering = ("-id",)
    show_full_result_count = False
