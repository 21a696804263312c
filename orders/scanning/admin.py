"""What was scanned, by whom and where, and which pick-ups wait. Codes are never shown here."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from orders.pickup.models import Pickup
from orders.scanning.models import Scan
from orders.stores.admin import OwnStores

OUTCOMES = {"handed_over": "success", "previewed": "info", "wrong_store": "warning", "unknown": "warning"}


@admin.register(Scan)
class ScanAdmin(OwnStores):
    list_display = ("at", "store", "staff", "reads", "order")
    list_filter = ("outcome", "store", ("at", admin.DateFieldListFilter))
    list_select_related = ("store", "staff", "order")
    search_fields = ("order__number",)
    ordering = ("-id",)
    show_full_result_count = False
    exclude = ("nonce",)

    @display(
        description=_("outcome"), ordering="outcome", label={"handed_over": "success", "previewed": "info"}
    )
    def reads(self, scan: Scan) -> Any:
        return scan.outcome, scan.get_outcome_display()


@admin.register(Pickup)
class PickupAdmin(OwnStores):
    list_display = ("order", "store", "created_at", "collected_at", "collected_by")
    list_filter = (("collected_at", admin.EmptyFieldListFilter), "store")
    list_select_related = ("fulfilment__order", "store", "collected_by")
    search_fields = ("fulfilment__order__number",)
    ordering = ("-id",)
    show_full_result_count = False
    fields = ("fulfilment", "store", "created_at", "collected_at", "collected_by")

    @display(description=_("order"), ordering="fulfilment__order")
    def order(self, pickup: Pickup) -> str:
        return pickup.order.number
