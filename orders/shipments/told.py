"""What others hear of parcels: where they are and what is in them, never where they go."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.events import catalogue
from minishop.events.models import Event
from orders.shipments.models import Shipment


@catalogue.public(
    {
        "shipment.packed": _("Pieces lie in a parcel of their own."),
        "shipment.shipped": _("One parcel is with its carrier."),
        "shipment.delivered": _("One parcel arrived."),
        "shipment.lost": _("A carrier says that a parcel does not arrive, or comes back."),
        "shipment.voided": _("A parcel was unpacked before it left."),
    },
    example={
        "id": 12,
        "order": "LL-7K2M-9Q4T",
        "parcel": 77,
        "store": "wukang",
        "state": "shipped",
        "carrier": "SF Express",
        "tracking_number": "SF1234567890",
        "pieces": [{"line": 61, "sku": "ARC-PLUM", "quantity": 1}],
    },
    since="0.3",
)
def shipment(event: Event) -> dict[str, Any]:
    row = Shipment.objects.select_related("fulfilment__order", "fulfilment__store").get(pk=event.subject_id)
    inside = row.lines.order_by("line_id").values_list("line_id", "line__sku", "quantity")
    return {
        "id": row.pk,
        "order": row.fulfilment.order.number,
        "parcel": row.fulfilment_id,
        "store": row.fulfilment.store.code,
        "state": row.state,
        "carrier": row.carrier_words,
        "tracking_number": row.tracking_number,
        "pieces": [{"line": line, "sku": sku, "quantity": count} for line, sku, count in inside],
    }


catalogue.internal("shipment.booked", "shipment.not_booked")
