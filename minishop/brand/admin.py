from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from minishop.brand import services as brands
from minishop.brand.forms import COLOURS, OTHERS, SCHEMES, BrandForm
from minishop.brand.models import Brand


@admin.register(Brand)
class BrandAdmin(ModelAdmin):
    """One row that can be changed, never added twice nor deleted."""

    form = BrandForm
    list_display = ("name", "updated_at")
    fieldsets = (
        (None, {"fields": ("name", *(f"name_{code}" for code, _label in OTHERS))}),
        (_("Logo and letters"), {"fields": ("logo", "sprite", "icon", "font")}),
        *(
            (label, {"fields": [f"{scheme}_{token}" for token in COLOURS]})
            for scheme, label in SCHEMES.items()
        ),
        (
            _("The house"),
            {
                "fields": (
                    ("email", "phone"),
                    ("company", "tax_number"),
                    "address",
                    ("hours", "wechat"),
                    "record",
                    "profiles",
                )
            },
        ),
        (_("Other tokens"), {"classes": ("collapse",), "fields": ("tokens",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Brand.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Brand | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Brand, form: ModelForm, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
        brands.remember(None)
