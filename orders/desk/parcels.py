"""What each store does for an order: fetch, pack, put on a shelf, send, keep."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyInline, Verb
from orders.carts.models import Way
from orders.desk.explaining import PARCELS, explained
from orders.desk.forms import ParcelForm, ShelfForm
from orders.desk.packing import PackForm, pack
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.orders.models import OrderLine
from orders.shipments import services as shipments
from orders.shipments.models import Shipment
from orders.stores.admin import OwnStores

Step = Fulfilment.State
MAY = "orders.change_fulfilment"
STEPS = {
    "open": "warning", "picking": "warning", "packed": "info", "ready": "info", "shipped": "info",
    "done": "success", "no_show": "danger", "cancelled": "danger",
}  # fmt: skip


class AddressInline(ReadOnlyInline):
    model = ShippingAddress
    fields = ("name", "phone", "province", "city", "district", "street")
    readonly_fields = fields


class OwnLines(ReadOnlyInline):
    model = OrderLine
    fields = ("title", "label", "sku", "quantity", "sent", "withdrawn")
    readonly_fields = fields


class ParcelInline(ReadOnlyInline):
    model = Shipment
    fields = ("number", "state", "carrier_words", "tracking_number", "booking", "failure")
    readonly_fields = fields
    show_change_link = True

    @display(description=gettext_lazy("carrier"))
    def carrier_words(self, row: Shipment) -> str:
        return row.carrier_words


class DaysForm(forms.Form):
    days = forms.IntegerField(label=gettext_lazy("Days from today"), min_value=1, max_value=60, initial=7)


def _may_be_ready(row: Fulfilment) -> bool:
    return row.state in {Step.OPEN, Step.PICKING, Step.PACKED}


def _may_ship(row: Fulfilment) -> bool:
    return row.way == Way.SHIP and row.state in Fulfilment.IN_HOUSE and row.order.is_paid


def _is_kept(row: Fulfilment) -> bool:
    return row.way == Way.PICKUP and row.state in {Step.READY, Step.NO_SHOW} and row.order.is_paid


VERBS = (
    Verb(
        "pick",
        gettext_lazy("Fetch the pieces"),
        lambda row, actor: fulfilment.pick(fulfilment=row, actor=actor),
        MAY,
        applies=lambda row: row.state == Step.OPEN,
        done=gettext_lazy("Yours to fetch."),
        icon="shopping_basket",
    ),
    Verb(
        "pack",
        gettext_lazy("Pack a parcel"),
        pack,
        MAY,
        form=PackForm,
        applies=_may_ship,
        done=gettext_lazy("Packed. Its label is below."),
        icon="deployed_code",
        main=True,
    ),
    Verb(
        "ready",
        gettext_lazy("Packed and ready"),
        lambda row, actor: fulfilment.ready(fulfilment=row, actor=actor),
        MAY,
        applies=_may_be_ready,
        done=gettext_lazy("Ready; the shopper is told."),
        icon="inventory",
        main=True,
    ),
    Verb(
        "shelve",
        gettext_lazy("Ready, on a shelf"),
        lambda row, actor, shelf: fulfilment.ready(fulfilment=row, actor=actor, shelf=shelf),
        MAY,
        form=ShelfForm,
        applies=_may_be_ready,
        done=gettext_lazy("Ready; the shopper is told."),
        icon="shelves",
    ),
    Verb(
        "ship",
        gettext_lazy("Sent"),
        lambda row, actor, carrier, tracking: shipments.send(
            fulfilment=row, actor=actor, carrier=carrier, tracking=tracking
        ),
        MAY,
        form=ParcelForm,
        applies=_may_ship,
        done=gettext_lazy("On its way; the shopper is told."),
        icon="local_shipping",
    ),
    Verb(
        "deliver",
        gettext_lazy("Arrived"),
        lambda row, actor: shipments.deliver_all(fulfilment=row, actor=actor),
        MAY,
        applies=lambda row: row.state == Step.SHIPPED,
        done=gettext_lazy("Noted as arrived."),
        icon="task_alt",
    ),
    Verb(
        "keep",
        gettext_lazy("Keep it longer"),
        lambda row, actor, days: fulfilment.keep(fulfilment=row, days=days, actor=actor),
        MAY,
        form=DaysForm,
        applies=_is_kept,
        done=gettext_lazy("Kept; the shopper is reminded before the end."),
        icon="more_time",
    ),
)


@admin.register(Fulfilment)
class FulfilmentAdmin(OwnStores):
    list_display = ("order", "way", "store", "reads", "promised_at", "shelf", "tracking_number")
    list_filter = ("state", "way", "store", ("promised_at", admin.DateFieldListFilter))
    list_select_related = ("order", "store")
    search_fields = ("order__number", "tracking_number", "shipments__tracking_number", "shelf")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (OwnLines,)
    refusals = PARCELS
    fieldsets = (
        (None, {"fields": (("order", "store"), ("way", "state"), ("promised_at", "shelf"), "picker")}),
        (
            gettext_lazy("Times"),
            {"fields": (("picking_at", "packed_at"), ("ready_at", "keep_until"), ("shipped_at", "done_at"))},
        ),
    )
    verbs = VERBS

    def get_inlines(self, request: Any, obj: Any) -> Any:
        is_sent = obj and obj.way == Way.SHIP
        return (OwnLines, ParcelInline, AddressInline) if is_sent else (OwnLines,)

    @display(description=gettext_lazy("state"), ordering="state", label=STEPS)
    def reads(self, row: Fulfilment) -> Any:
        return row.state, row.get_state_display()

    def explain(self, problem: Exception) -> str:
        return explained(problem) if isinstance(problem, self.refusals) else super().explain(problem)
