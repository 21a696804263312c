from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from catalog.collections import forms, preview
from catalog.collections import services as collections
from catalog.collections.models import Collection, CollectionProduct
from catalog.pictures.admin import thumbnail
from catalog.shelf import services as shelf
from minishop.admin_base import ShopAdmin
from minishop.translation_forms import names

ADMITTED = "admin/collections/_admitted.html"


class PlaceInline(TabularInline):
    model = CollectionProduct
    extra = 0
    autocomplete_fields = ("product",)
    verbose_name_plural = _("pieces")
    hide_title = True
    tab = True
    per_page = 20


@admin.register(Collection)
class CollectionAdmin(ShopAdmin):
    """Departments and edits, filled by hand or by rule."""

    form = forms.CollectionForm
    list_display = ("title", "handle", "match", "is_listed", "published_at", "position", "held")
    list_editable = ("position",)
    list_filter = ("match", "is_listed")
    search_fields = ("title", "handle")
    compressed_fields = False
    autocomplete_fields = ("picture",)
    readonly_fields = ("admitted",)
    inlines = (PlaceInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("title", *names(Collection, "title")),
                    ("summary", *names(Collection, "summary")),
                    ("handle", "position", "is_listed"),
                    ("published_at", "withdrawn_at"),
                    "picture",
                )
            },
        ),
        (
            _("What is in it"),
            {"fields": (("match", "order"), "rules", "admitted"), "classes": ("tab",)},
        ),
        (
            _("Search engines"),
            {
                "fields": (
                    ("seo_title", *names(Collection, "seo_title")),
                    ("seo_description", *names(Collection, "seo_description")),
                ),
                "classes": ("tab",),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        """Each with how many it holds, counted only for the rows shown."""
        own = CollectionProduct.objects.filter(collection=OuterRef("pk")).order_by().values("collection")
        counted = Subquery(own.annotate(n=Count("*")).values("n"))
        return super().get_queryset(request).annotate(held=Coalesce(counted, 0))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.admitted_view)
        return [path("admitted/", view, name="catalog_collection_admitted"), *super().get_urls()]

    def admitted_view(self, request: HttpRequest) -> HttpResponse:
        """Whom the conditions in the address would admit, as a fragment."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return TemplateResponse(request, ADMITTED, _admitted(request.GET))

    def save_model(self, request: HttpRequest, obj: Collection, form: ModelForm, change: bool) -> None:
        collections.keep(collection=obj, actor=request.user)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        collections.refresh(collection=form.instance)
        shelf.changed()

    def delete_model(self, request: HttpRequest, obj: Collection) -> None:
        super().delete_model(request, obj)
        shelf.changed()

    @display(description=_("holds"))
    def admitted(self, collection: Collection) -> SafeString:
        said: Any = _("Filled by hand: choose its pieces under “Pieces”.")
        if collection.is_by_rule:
            found = preview.admitted(collection.rules, match=collection.match, order=collection.order)
            said = render_to_string(ADMITTED, _with_looks(found))
        return format_html('<div data-admitted aria-live="polite">{}</div>', said)

    @display(description=_("pieces"))
    def held(self, collection: Any) -> int:
        return collection.held


def _admitted(asked: Any) -> dict[str, Any]:
    try:
        rules = forms.asked(asked)
    except ValidationError as problem:
        return {"problems": problem.messages}
    return _with_looks(preview.admitted(rules, match=asked.get("match", ""), order=asked.get("order", "")))


def _with_looks(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "pieces": [(piece, thumbnail(piece.cover, 64)) for piece in found.get("pieces", ())]}
