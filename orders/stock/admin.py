"""Stock by variant and house: staff say what came, what they counted, what broke, and why."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyInline, Verb
from orders.stock import levels
from orders.stock import services as stock
from orders.stock.forms import BackorderForm, CountForm, LevelForm, ReceiveForm, WriteOffForm
from orders.stock.models import BackordersPromised, OutOfStock, StockItem, StockMovement
from orders.stores.admin import OwnStores

CHANGE = "orders.change_stockitem"
LABELS = {"none": "danger", "low": "warning", "enough": "success"}


def receive(item: StockItem, actor: Any, *, quantity: int, note: str, key: str) -> None:
    stock.receive(**_place(item, actor, note, key), quantity=quantity)


def count(item: StockItem, actor: Any, *, counted: int, note: str, key: str) -> None:
    stock.count(**_place(item, actor, note, key), counted=counted)


def write_off(item: StockItem, actor: Any, *, quantity: int, note: str, key: str) -> None:
    stock.adjust(**_place(item, actor, note, key), quantity=-quantity, kind=StockMovement.Kind.DAMAGED)


def _place(item: StockItem, actor: Any, note: str, key: str) -> dict[str, Any]:
    reference = f"staff:{key}"
    return {
        "variant": item.variant,
        "store": item.store,
        "reference": reference,
        "actor": actor,
        "note": note,
    }


class Left(admin.SimpleListFilter):
    title = gettext_lazy("what is left")
    parameter_name = "left"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("owed", _("Owed")), ("none", _("None")), ("low", _("Few, at their level or below"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "low":
            return queryset.low()
        most = {"owed": -1, "none": 0}.get(self.value() or "")
        return queryset if most is None else queryset.filter(on_hand__lte=F("reserved") + most)


class MovementInline(ReadOnlyInline):
    model = StockMovement
    fields = ("at", "kind", "quantity", "note", "reference", "actor")
    readonly_fields = fields
    ordering = ("-id",)
    per_page = 20


@admin.register(StockItem)
class StockItemAdmin(OwnStores):
    list_display = ("sku", "piece", "store", "on_hand", "reserved", "free", "backorder_limit")
    list_filter = (Left, "store")
    list_select_related = ("variant__product", "store")
    search_fields = ("variant__sku", "variant__product__title")
    seeks_by_column = True
    ordering = ("variant__sku", "store")
    inlines = (MovementInline,)
    refusals = (OutOfStock, BackordersPromised)
    verbs = (
        Verb(
            "receive",
            gettext_lazy("Pieces came"),
            receive,
            CHANGE,
            form=ReceiveForm,
            icon="add_box",
            main=True,
        ),
        Verb("count", gettext_lazy("Counted"), count, CHANGE, form=CountForm, icon="calculate"),
        Verb(
            "write-off",
            gettext_lazy("Broken or lost"),
            write_off,
            CHANGE,
            form=WriteOffForm,
            icon="remove",
        ),
        Verb(
            "level",
            gettext_lazy("Tell us when few are left"),
            lambda item, actor, level: levels.warn_at(item=item, level=level, actor=actor),
            CHANGE,
            form=LevelForm,
            icon="notifications",
        ),
        Verb(
            "backorders",
            gettext_lazy("Backorders"),
            lambda item, actor, limit: levels.allow_backorders(item=item, limit=limit, actor=actor),
            CHANGE,
            form=BackorderForm,
            icon="pending",
        ),
    )

    @display(description="SKU", ordering="variant__sku")
    def sku(self, item: StockItem) -> str:
        return item.variant.sku

    @display(description=gettext_lazy("piece"), ordering="variant__product__title")
    def piece(self, item: StockItem) -> str:
        return str(item.variant)

    @display(description=gettext_lazy("free to sell"), label=LABELS)
    def free(self, item: StockItem) -> Any:
        left = item.available
        return "none" if left <= 0 else "low" if left <= item.level else "enough", str(left)

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, BackordersPromised):
            return _("%(promised)s more than there are have been promised already.") % vars(problem)
        if isinstance(problem, OutOfStock):
            return _("Only %(free)s are free; the others are promised.") % {"free": problem.available}
        return super().explain(problem)


@admin.register(StockMovement)
class MovementAdmin(OwnStores):
    store_path = "item__store"
    list_display = ("at", "item", "kind", "quantity", "note", "reference", "actor")
    list_filter = ("kind", "item__store", ("at", admin.DateFieldListFilter))
    list_select_related = ("item__variant", "item__store", "actor")
    search_fields = ("item__variant__sku", "reference", "note")
    ordering = ("-id",)
    show_full_result_count = False
