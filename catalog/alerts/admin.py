"""The pieces people wait for, most wanted first; who they are is no business of this page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from catalog.alerts.models import Wanted
from minishop.admin_base import ReadOnlyAdmin


@admin.register(Wanted)
class WantedAdmin(ReadOnlyAdmin):
    list_display = ("piece", "sku", "people", "is_there")
    list_filter = ("in_stock",)
    list_select_related = ("product",)
    search_fields = ("sku", "product__title")
    show_full_result_count = False
    fields = ("product", "sku", "people", "is_there")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        is_list = request.resolver_match and request.resolver_match.url_name == "catalog_wanted_changelist"
        return Wanted.objects.with_waiting() if is_list else Wanted.objects.counted()

    def get_ordering(self, request: HttpRequest) -> Any:
        return ("-waiting", "sku")

    @display(description=_("piece"), ordering="product__title")
    def piece(self, wanted: Wanted) -> SafeString:
        return format_html(
            '{}<br><span class="text-xs opacity-60">{}</span>', wanted.product.t.title, wanted.label
        )

    @display(description=_("people who wait"), ordering="waiting")
    def people(self, wanted: Wanted) -> int:
        return wanted.waiting

    @display(description=_("in stock"), boolean=True, ordering="in_stock")
    def is_there(self, wanted: Wanted) -> bool:
        return wanted.in_stock and not wanted.is_backordered
