"""Staff say what each day of a streak brings."""

from django.contrib import admin

from members.checkins.models import CheckInRule
from minishop.admin_base import ShopAdmin


@admin.register(CheckInRule)
class CheckInRuleAdmin(ShopAdmin):
    """The row of the highest day reached counts; after the last one a streak begins anew."""

    list_display = ("day", "points", "coupon")
    list_select_related = ("coupon",)
    ordering = ("day",)
