"""Where parcels are: carriers are asked outside any transaction, and what they say is written once."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from minishop.retries import retried
from orders.carriers import registry
from orders.carriers.base import CarrierError, Moment, Status
from orders.fulfilment import leaving
from orders.shipments import services as shipments
from orders.shipments import values
from orders.shipments.models import Shipment, TrackingEvent

log = structlog.get_logger(__name__)
State = Shipment.State
#: Where a carrier that cannot be asked any more, or does not answer, is tried again.
PAUSE = timedelta(minutes=10)


def track_due(limit: int = 100) -> int:
    """Parcels under way whose time has come were asked about; one that fails stops no other."""
    due = list(Shipment.objects.due_for_a_question()[:limit])
    for row in due:
        try:
            track(shipment=row)
        except CarrierError as problem:
            log.warning("shipment.unanswered", shipment=row.number, code=problem.code)
        except Exception:
            log.exception("shipment.not_asked", shipment=row.number)
    return len(due)


def track(*, shipment: Shipment) -> Shipment:
    """The carrier was asked, and what it knows is written; the next question is put off first.

    Raises:
        CarrierError: it did not answer.
    """
    carrier = registry.enabled().get(shipment.carrier)
    pause = carrier.asked_every if carrier and carrier.asked_every else PAUSE
    Shipment.objects.filter(pk=shipment.pk).update(ask_at=Now() + pause, asked=F("asked") + 1)
    moments = registry.get(shipment.carrier).track(values.parcel(shipment))
    return record(shipment=shipment, moments=moments)


@retried
@transaction.atomic
def record(*, shipment: Shipment, moments: Sequence[Moment]) -> Shipment:
    """Each moment stands once, and the parcel arrived or is lost where they say so."""
    leaving.locked(shipment.fulfilment_id)
    row = Shipment.objects.select_for_update().get(pk=shipment.pk)
    TrackingEvent.objects.bulk_create([_event(row, one) for one in moments], ignore_conflicts=True)
    said = [one.status for one in sorted(moments, key=lambda one: one.at)]
    if Status.DELIVERED in said and row.state in {State.SHIPPED, State.LOST}:
        return shipments.deliver(shipment=row)
    if said and said[-1] in {Status.EXCEPTION, Status.RETURNED} and row.state == State.SHIPPED:
        return shipments.lost(shipment=row)
    return row


def _event(row: Shipment, moment: Moment) -> TrackingEvent:
    return TrackingEvent(
        shipment=row, key=moment.key[:64], at=moment.at, status=moment.status,
        words=moment.words[:200], place=moment.place[:80],
    )  # fmt: skip
