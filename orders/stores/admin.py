"""Houses and who works in them; clerks see their own."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from minishop.admin_base import ReadOnlyAdmin, ShopAdmin
from orders.stores import services as stores
from orders.stores.models import Store, StoreStaff


class OwnStores(ReadOnlyAdmin):
    """Rows of the stores this person works in: `store_path` leads from the row to its store."""

    store_path = "store"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if request.user.has_perm("orders.work_in_any_store"):
            return rows
        own: Any = Store.objects.of_staff(request.user)
        return rows.filter(
            pk__in=rows.model._base_manager.filter(**{f"{self.store_path}__in": own}).values("pk")
        )


class StaffInline(TabularInline):
    model = StoreStaff
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Store)
class StoreAdmin(ShopAdmin):
    list_display = ("name", "city", "is_open", "offers_pickup", "ships", "ready_in", "position")
    list_filter = ("is_open", "offers_pickup", "ships")
    search_fields = ("name", "code", "city")
    inlines = (StaffInline,)
    fieldsets = (
        (None, {"fields": (("name", "code"), ("city", "phone"), "address", "directions")}),
        (_("What it does"), {"fields": (("is_open", "offers_pickup"), ("ships", "position"), "ready_in")}),
        (_("When"), {"fields": ("timezone", "hours", "holidays")}),
        (_("Where"), {"fields": (("latitude", "longitude"),)}),
        (_("Other languages"), {"fields": ("translations",), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Store]:
        own: QuerySet[Store] = Store.objects.of_staff(request.user)
        return super().get_queryset(request).filter(pk__in=own.values("pk"))

    def save_model(self, request: HttpRequest, obj: Store, form: ModelForm, change: bool) -> None:
        stores.keep(store=obj, actor=request.user, fields=form.changed_data)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A house is closed, never deleted: its orders stay."""
        return False
