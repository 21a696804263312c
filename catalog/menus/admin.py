from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from catalog.menus import services as menus
from catalog.menus.models import MenuItem
from minishop.admin_base import ShopAdmin
from minishop.translation_forms import names, translated_form


@admin.register(MenuItem)
class MenuItemAdmin(ShopAdmin):
    """Links of the footer and of the shop's top, in order; an empty menu falls back to the shop's own."""

    form = translated_form(MenuItem)
    list_display = ("title", "menu", "leads", "seen", "position")
    list_editable = ("position",)
    list_filter = ("menu",)
    list_select_related = ("page", "collection")
    ordering = ("menu", "position", "id")
    ordering_field = "position"
    compressed_fields = False
    autocomplete_fields = ("page", "collection")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("menu", "position"),
                    ("title", *names(MenuItem, "title")),
                    ("page", "collection", "link"),
                ),
                "description": _("Lead to one thing. A link to what shoppers can't see is not shown."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[MenuItem]:
        return super().get_queryset(request).and_whether_open()  # type: ignore[attr-defined]

    def save_model(self, request: HttpRequest, obj: MenuItem, form: ModelForm, change: bool) -> None:
        menus.keep(item=obj, actor=request.user)

    def delete_model(self, request: HttpRequest, obj: MenuItem) -> None:
        menus.remove(item=obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for item in queryset:
            menus.remove(item=item, actor=request.user)

    @display(description=_("leads to"))
    def leads(self, item: MenuItem) -> str:
        return item.href

    @display(description=_("shown"), boolean=True)
    def seen(self, item: MenuItem) -> bool:
        return item.is_open
