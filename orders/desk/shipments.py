"""Parcels, each with its carrier, its label and what was said of it on the way."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from unfold.decorators import display

from minishop.admin_base import ReadOnlyInline, Verb, plain
from orders.desk.explaining import PARCELS, explained
from orders.desk.packing import asked
from orders.shipments import booking
from orders.shipments import services as shipments
from orders.shipments.models import Shipment, ShipmentLine, TrackingEvent
from orders.stores.admin import OwnStores

State, Booking = Shipment.State, Shipment.Booking
MAY = "orders.change_fulfilment"
STATES = {"packed": "info", "shipped": "info", "delivered": "success", "lost": "danger", "voided": ""}
BOOKINGS = {"wanted": "warning", "booked": "success", "failed": "danger", "none": ""}


class NumberForm(forms.Form):
    carrier_name = forms.CharField(label=gettext_lazy("Carrier"), max_length=60)
    tracking = forms.CharField(label=gettext_lazy("Tracking number"), max_length=60)


def _has_number(row: Shipment) -> bool:
    return row.state == State.PACKED and bool(row.tracking_number)


VERBS = (
    Verb(
        "send",
        gettext_lazy("With its carrier"),
        lambda row, actor: shipments.ship(shipment=row, actor=actor),
        MAY,
        applies=_has_number,
        done=gettext_lazy("On its way; the shopper is told."),
        icon="local_shipping",
        main=True,
    ),
    Verb(
        "send-as",
        gettext_lazy("Sent under a number"),
        lambda row, actor, carrier_name, tracking: shipments.ship(
            shipment=row, carrier_name=carrier_name, tracking=tracking, actor=actor
        ),
        MAY,
        form=NumberForm,
        applies=lambda row: row.state == State.PACKED and not row.tracking_number,
        done=gettext_lazy("On its way; the shopper is told."),
        icon="local_shipping",
    ),
    Verb(
        "book",
        gettext_lazy("Ask for the label again"),
        asked,
        MAY,
        applies=lambda row: row.state == State.PACKED and row.booking in {Booking.WANTED, Booking.FAILED},
        done=gettext_lazy("The label is here."),
        icon="label",
    ),
    Verb(
        "deliver",
        gettext_lazy("Arrived"),
        lambda row, actor: shipments.deliver(shipment=row, actor=actor),
        MAY,
        applies=lambda row: row.state in {State.SHIPPED, State.LOST},
        done=gettext_lazy("Noted as arrived."),
        icon="task_alt",
    ),
    Verb(
        "lost",
        gettext_lazy("Lost, or coming back"),
        lambda row, actor: shipments.lost(shipment=row, actor=actor),
        MAY,
        confirm=gettext_lazy("The shopper reads that it is held up. Settle it by a return on the order."),
        applies=lambda row: row.state == State.SHIPPED,
        done=gettext_lazy("Noted as lost."),
        icon="report",
    ),
    Verb(
        "unpack",
        gettext_lazy("Unpack it"),
        lambda row, actor: shipments.void(shipment=row, actor=actor),
        MAY,
        confirm=gettext_lazy("Its pieces are to be packed again, and its label is void."),
        applies=lambda row: row.state == State.PACKED,
        done=gettext_lazy("Unpacked."),
        icon="unarchive",
        danger=True,
    ),
)


class Inside(ReadOnlyInline):
    model = ShipmentLine
    fields = ("line", "quantity")
    readonly_fields = fields


class Said(ReadOnlyInline):
    model = TrackingEvent
    fields = ("at", "status", "words", "place")
    readonly_fields = fields


@admin.register(Shipment)
class ShipmentAdmin(OwnStores):
    store_path = "fulfilment__store"
    list_display = ("__str__", "order", "store", "reads", "carrier_words", "booked", "paper", "shipped_at")
    list_filter = ("state", "booking", "carrier", "fulfilment__store", "fulfilment__state")
    list_select_related = ("fulfilment__order", "fulfilment__store")
    search_fields = ("number", "tracking_number", "fulfilment__order__number")
    search_help_text = gettext_lazy("A parcel’s number, its tracking number, or an order’s")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (Inside, Said)
    refusals = PARCELS
    verbs = VERBS
    fieldsets = (
        (None, {"fields": (("number", "order"), ("state", "store"), ("paper", "packed_by"))}),
        (
            gettext_lazy("Carrier"),
            {
                "fields": (
                    ("carrier_words", "service"),
                    ("tracking_number", "price"),
                    ("grams", "booking"),
                    "failure",
                )
            },
        ),
        (gettext_lazy("Times"), {"fields": (("created_at", "shipped_at"), "delivered_at")}),
    )
    readonly_preprocess_fields = dict.fromkeys(("price",), plain)
    readonly_fields = ("order", "store", "carrier_words", "paper")

    @display(description=gettext_lazy("order"), ordering="fulfilment__order")
    def order(self, row: Shipment) -> str:
        return row.fulfilment.order.number

    @display(description=gettext_lazy("house"), ordering="fulfilment__store")
    def store(self, row: Shipment) -> str:
        return row.fulfilment.store.name

    @display(description=gettext_lazy("carrier"), ordering="carrier")
    def carrier_words(self, row: Shipment) -> str:
        return row.carrier_words

    @display(description=gettext_lazy("state"), ordering="state", label=STATES)
    def reads(self, row: Shipment) -> Any:
        return row.state, row.get_state_display()

    @display(description=gettext_lazy("with the carrier"), ordering="booking", label=BOOKINGS)
    def booked(self, row: Shipment) -> Any:
        return row.booking, row.get_booking_display()

    @display(description=gettext_lazy("label"))
    def paper(self, row: Shipment) -> str:
        """Where its label is printed from; one by hand is drawn when it is asked for."""
        if row.state == State.VOIDED or (row.booking != Booking.NONE and not row.label):
            return "–"
        address = reverse("admin:orders_shipment_label", args=[row.pk])
        return format_html(
            '<a href="{}" target="_blank" rel="noopener">{}</a>', address, _("Print the label")
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(self.label_view))
        return [path("<int:pk>/label.pdf", view, name="orders_shipment_label"), *super().get_urls()]

    def label_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The label as a PDF, for who may see the parcel."""
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return FileResponse(booking.label(row), content_type="application/pdf", filename=f"{row.number}.pdf")

    def explain(self, problem: Exception) -> str:
        return explained(problem) if isinstance(problem, self.refusals) else super().explain(problem)
