from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from catalog.pictures.admin import thumbnail
from catalog.vendors import services as vendors
from catalog.vendors.forms import MergeForm, VendorForm
from catalog.vendors.models import SameVendor, Vendor
from minishop.admin_base import ShopAdmin, Verb
from minishop.translation_forms import names


@admin.register(Vendor)
class VendorAdmin(ShopAdmin):
    """Makers' names, their words and pictures; two names for one maker become one."""

    form = VendorForm
    list_display = ("look", "name", "handle", "held")
    list_display_links = ("look", "name")
    list_select_related = ("picture",)
    search_fields = ("name", "handle", "translations")
    compressed_fields = False
    autocomplete_fields = ("picture",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", *names(Vendor, "name")),
                    ("summary", *names(Vendor, "summary")),
                    "handle",
                )
            },
        ),
        (_("Picture"), {"fields": ("picture", ("upload", "words")), "classes": ("tab",)}),
        (
            _("Search engines"),
            {
                "fields": (
                    ("seo_title", *names(Vendor, "seo_title")),
                    ("seo_description", *names(Vendor, "seo_description")),
                ),
                "classes": ("tab",),
            },
        ),
    )
    refusals = (SameVendor,)
    verbs = (
        Verb(
            "merge",
            _("Merge into another brand"),
            call=lambda vendor, actor, into: vendors.merge(vendor=vendor, into=into, actor=actor),
            permission="catalog.change_vendor",
            done=_("Its pieces and its address are the other's now."),
            form=MergeForm,
            icon="merge",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vendor]:
        return super().get_queryset(request).annotate(held_count=Count("products"))

    def save_model(self, request: HttpRequest, obj: Vendor, form: ModelForm, change: bool) -> None:
        vendors.keep(vendor=obj, actor=request.user)

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, SameVendor):
            return str(_("Choose another brand: this is the same one."))
        return super().explain(problem)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pieces would lose their maker: brands are merged, not deleted."""
        return False

    @display(description="")
    def look(self, vendor: Vendor) -> SafeString | str:
        return thumbnail(vendor.picture, 44)

    @display(description=_("pieces"), ordering="held_count")
    def held(self, vendor: Vendor) -> int:
        return vendor.held_count  # type: ignore[attr-defined]
