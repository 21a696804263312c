"""Parcels of an order that is over are unpacked; carriers are told and asked outside."""

from minishop import events
from minishop.events.models import Event
from orders.shipments import booking
from orders.shipments import services as shipments
from orders.shipments.models import Shipment


@events.on("shipment.packed", outside=True)
def ask_for_label(event: Event) -> None:
    booking.book(shipment=Shipment.objects.get(pk=event.subject_id))


@events.on("shipment.voided", outside=True)
def take_back(event: Event) -> None:
    booking.take_back(shipment=Shipment.objects.get(pk=event.subject_id))


@events.on("fulfilment.cancelled")
def unpack(event: Event) -> None:
    for parcel in Shipment.objects.filter(
        fulfilment=event.subject_id, fulfilment__state="cancelled", state=Shipment.State.PACKED
    ).order_by("pk"):
        shipments.void(shipment=parcel)
