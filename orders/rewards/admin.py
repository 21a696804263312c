"""Staff say what is to be had for points, on which terms, and read how many were taken."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from minishop.admin_base import ShopAdmin
from minishop.templatetags.shop import money
from orders.rewards.forms import RewardForm
from orders.rewards.models import Reward


@admin.register(Reward)
class RewardAdmin(ShopAdmin):
    """What was agreed in an order stays as it was; a new price holds for bags from now on."""

    form = RewardForm
    list_display = ("variant", "points", "price", "of_limit", "per_member", "tier", "ends_at", "is_on")
    list_filter = ("is_on", "tier")
    list_select_related = ("variant__product", "tier")
    search_fields = ("variant__sku", "variant__product__title")
    readonly_fields = ("taken",)
    ordering = ("position", "id")
    fieldsets = (
        (None, {"fields": ("sku", ("points", "cash"), ("position", "is_on"))}),
        (_("For whom"), {"fields": ("tier", ("limit", "per_member"), "taken")}),
        (_("When"), {"fields": ("starts_at", "ends_at")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.taken_in.exists())

    @display(description=_("and money"), ordering="cash")
    def price(self, row: Reward) -> str:
        return money(row.cash) if row.cash else "–"

    @display(description=_("taken"), ordering="taken")
    def of_limit(self, row: Reward) -> str:
        return str(row.taken) if row.limit is None else f"{row.taken} / {row.limit}"
