"""Labels: asked of the carrier outside any transaction, under the parcel's own number, as often as it takes.

The file is stored before the row names it. A parcel that is unpacked meanwhile is taken back at the
carrier's as well.
"""

import hashlib
from io import BytesIO
from typing import Any, BinaryIO, cast

import structlog
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now

from minishop import events
from minishop.retries import retried
from orders.carriers import registry
from orders.carriers.base import Booked, CarrierError
from orders.fulfilment import leaving
from orders.shipments import values
from orders.shipments.models import LABEL_PATIENCE, Shipment, shelf

log = structlog.get_logger(__name__)
Booking, State = Shipment.Booking, Shipment.State


def book(*, shipment: Shipment, actor: Any = None) -> Shipment:
    """The carrier expects the parcel and its label is stored, or staff read why not; once, however often."""
    row = Shipment.objects.get(pk=shipment.pk)
    if row.booking not in {Booking.WANTED, Booking.FAILED} or row.state != State.PACKED:
        return row
    try:
        booked = registry.get(row.carrier).book(values.parcel(row))
    except CarrierError as problem:
        log.warning("shipment.not_booked", shipment=row.number, code=problem.code)
        return _failed(row, problem, actor)
    row = record_label(shipment=row, booked=booked, file=_stored(row, booked.label), actor=actor)
    if row.state == State.VOIDED:
        take_back(shipment=row)
    return row


def book_waiting(limit: int = 20) -> int:
    """Labels that a lost message left unasked are asked for; failed ones wait for staff."""
    waiting = Shipment.objects.filter(
        booking=Booking.WANTED, state=State.PACKED, created_at__lt=Now() - LABEL_PATIENCE
    )
    rows = list(waiting.order_by("pk")[:limit])
    for row in rows:
        try:
            book(shipment=row)
        except Exception:
            log.exception("shipment.booking_broke", shipment=row.number)
    return len(rows)


@retried
@transaction.atomic
def record_label(*, shipment: Shipment, booked: Booked, file: str, actor: Any = None) -> Shipment:
    """The parcel has its carrier's number, price and label; the first answer stays."""
    row = _locked(shipment)
    if row.booking != Booking.BOOKED:
        row.booking, row.failure = Booking.BOOKED, ""
        row.tracking_number = row.tracking_number or booked.tracking[:60]
        row.price = booked.price.amount if booked.price else None
        row.label.name = file
        row.save(update_fields=["booking", "failure", "tracking_number", "price", "label"])
        events.emit("shipment.booked", subject=row, actor=actor)
    return row


def label(shipment: Shipment) -> BinaryIO:
    """The parcel's label: the carrier's, or ours, drawn anew, for one that is sent by hand.

    Raises:
        CarrierError: there is none.
    """
    if shipment.label:
        return cast(BinaryIO, shelf().open(str(shipment.label.name)))
    return BytesIO(registry.get(shipment.carrier).book(values.parcel(shipment)).label)


def take_back(*, shipment: Shipment) -> None:
    """A carrier that was asked for a label of an unpacked parcel expects it no more.

    Raises:
        CarrierError: it did not answer; ask again.
    """
    row = Shipment.objects.get(pk=shipment.pk)
    if row.state == State.VOIDED and row.booking != Booking.NONE:
        registry.get(row.carrier).void(values.parcel(row))


@retried
@transaction.atomic
def _failed(shipment: Shipment, problem: CarrierError, actor: Any) -> Shipment:
    row = _locked(shipment)
    if row.booking in {Booking.WANTED, Booking.FAILED}:
        row.booking, row.failure = Booking.FAILED, str(problem)[:200]
        row.save(update_fields=["booking", "failure"])
        events.emit("shipment.not_booked", subject=row, actor=actor)
    return row


def _locked(shipment: Shipment) -> Shipment:
    leaving.locked(shipment.fulfilment_id)
    return Shipment.objects.select_for_update().get(pk=shipment.pk)


def _stored(row: Shipment, label: bytes) -> str:
    """The label's file in the private storage; its name tells neither number nor address."""
    storage = shelf()
    name = f"labels/{hashlib.sha256(row.number.encode()).hexdigest()[:40]}.pdf"
    return name if storage.exists(name) else storage.save(name, ContentFile(label))
