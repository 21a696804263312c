from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from catalog.collections.models import Collection, CollectionProduct
from catalog.shelf import services as shelf
from minishop.admin_base import ShopAdmin
from minishop.translation_forms import names, translated_form


class PlaceInline(TabularInline):
    model = CollectionProduct
    extra = 0
    autocomplete_fields = ("product",)
    verbose_name_plural = _("pieces")
    hide_title = True


@admin.register(Collection)
class CollectionAdmin(ShopAdmin):
    """Departments and edits."""

    form = translated_form(Collection)
    list_display = ("title", "handle", "is_listed", "position", "held")
    list_editable = ("position",)
    search_fields = ("title", "handle")
    compressed_fields = False
    autocomplete_fields = ("picture",)
    inlines = (PlaceInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("title", *names(Collection, "title")),
                    ("summary", *names(Collection, "summary")),
                    ("handle", "position", "is_listed"),
                    "picture",
                )
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: Collection, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        shelf.changed()

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        shelf.changed()

    def delete_model(self, request: HttpRequest, obj: Collection) -> None:
        super().delete_model(request, obj)
        shelf.changed()

    @display(description=_("pieces"))
    def held(self, collection: Collection) -> int:
        return collection.places.count()
