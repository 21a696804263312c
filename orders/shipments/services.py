"""Verbs of parcels: pack, ship, void, deliver, lose; each under the order's lock.

Nobody packs, and nobody sends, more pieces of a line than have still to leave: what was asked back
after it was packed stays here, and its parcel has to be unpacked.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from minishop import events, states
from minishop.retries import retried
from orders.carriers import registry
from orders.carts.models import Way
from orders.fulfilment import leaving, rest, waiting
from orders.fulfilment.leaving import NothingToSend
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.shipments.models import AskedBack, NoLabel, Shipment, ShipmentLine, TooMany

State, Booking, Step = Shipment.State, Shipment.Booking, Fulfilment.State


@retried
@transaction.atomic
def pack(
    *,
    fulfilment: Fulfilment,
    pieces: Mapping[int, int] | None = None,
    carrier: str = "manual",
    service: str = "",
    carrier_name: str = "",
    tracking: str = "",
    actor: Any = None,
) -> Shipment:
    """So many pieces of each line (all that are left, where none are named) lie in a parcel of their own.

    Its label is asked of the carrier afterwards, by `booking.book`.

    Raises:
        NotPaid: the order is not paid, or over.
        NothingToSend: all of it left, is packed, or was asked back.
        TooMany: fewer pieces of a line are left than that.
        NotHere: pieces are still owed by the house.
        NoSuchCarrier: no enabled carrier has that code.
    """
    row = leaving.locked(fulfilment.pk)
    leaving.ensure_payable(row, Way.SHIP)
    if row.state not in Fulfilment.IN_HOUSE:
        raise states.IllegalMove(row, "state", Step.READY)
    wanted = _wanted(row, pieces)
    if row.state != Step.READY:
        waiting.ensure_here(row, wanted)
    booking = Booking.WANTED if registry.get(carrier).books else Booking.NONE
    shipment = Shipment.objects.create(
        fulfilment=row, carrier=carrier, service=service, carrier_name=carrier_name[:60],
        tracking_number=tracking[:60], booking=booking, packed_by=actor,
    )  # fmt: skip
    _fill(shipment, wanted)
    events.emit("shipment.packed", subject=shipment, actor=actor, order=row.order_id, fulfilment=row.pk)
    if row.state != Step.READY and not any(waiting.to_pack(row).values()):
        rest.move(row, Step.READY, "fulfilment.ready", actor, ready_at=Now())
    return shipment


@retried
@transaction.atomic
def ship(*, shipment: Shipment, tracking: str = "", carrier_name: str = "", actor: Any = None) -> Shipment:
    """The parcel is with its carrier, and its pieces have left the house; once.

    Raises:
        NotPaid: the order is not paid and open, or its money went back.
        AskedBack: pieces in it were asked back meanwhile; unpack it.
        NoLabel: its carrier has not said its number, and nobody typed one.
        IllegalMove: it was unpacked.
    """
    row, parcel = _locked(shipment)
    if parcel.state in {State.SHIPPED, State.DELIVERED, State.LOST}:
        return parcel
    leaving.ensure_may_leave(row, Way.SHIP)
    tracking = tracking or parcel.tracking_number
    if parcel.booking in {Booking.WANTED, Booking.FAILED} and not tracking:
        raise NoLabel(parcel)
    if not states.may_move(parcel, "state", State.SHIPPED):
        raise states.IllegalMove(parcel, "state", State.SHIPPED)
    _take_out(parcel)
    facts: dict[str, Any] = {"shipped_at": Now(), "ask_at": _ask_at(parcel)}
    facts |= {"tracking_number": tracking[:60], "carrier_name": (carrier_name or parcel.carrier_name)[:60]}
    _move(row, parcel, State.SHIPPED, "shipment.shipped", actor, **facts)
    rest.settle(row, actor)
    return parcel


@retried
@transaction.atomic
def send(*, fulfilment: Fulfilment, carrier: str, tracking: str, actor: Any = None) -> Shipment:
    """All that was left is in one parcel with that carrier, called by its name; what had left stays so.

    Raises: as `pack` and `ship`.
    """
    row = leaving.locked(fulfilment.pk)
    earlier = row.shipments.exclude(state=State.VOIDED).order_by("-pk").first()
    if row.state in {Step.SHIPPED, Step.DONE} and earlier:
        return earlier
    parcel = pack(fulfilment=row, carrier_name=carrier, tracking=tracking, actor=actor)
    return ship(shipment=parcel, actor=actor)


@retried
@transaction.atomic
def void(*, shipment: Shipment, actor: Any = None) -> Shipment:
    """The parcel was unpacked before it left; its pieces are to be packed again. Its carrier is told later.

    Raises:
        IllegalMove: it left.
    """
    row, parcel = _locked(shipment)
    if parcel.state != State.VOIDED:
        _move(row, parcel, State.VOIDED, "shipment.voided", actor)
        if row.state == Step.READY and any(waiting.to_pack(row).values()):
            rest.move(row, Step.OPEN, "fulfilment.unpacked", actor, ready_at=None)
    return parcel


@retried
@transaction.atomic
def deliver(*, shipment: Shipment, actor: Any = None) -> Shipment:
    """The parcel has arrived; with the last one, all of the fulfilment.

    Raises:
        IllegalMove: it never left.
    """
    row, parcel = _locked(shipment)
    if parcel.state != State.DELIVERED:
        _move(row, parcel, State.DELIVERED, "shipment.delivered", actor, delivered_at=Now(), ask_at=None)
        rest.settle(row, actor)
    return parcel


@retried
@transaction.atomic
def deliver_all(*, fulfilment: Fulfilment, actor: Any = None) -> Fulfilment:
    """Every parcel of it that left has arrived.

    Raises:
        IllegalMove: none did.
    """
    row = leaving.locked(fulfilment.pk)
    parcels = list(row.shipments.filter(state__in=[State.SHIPPED, State.LOST]))
    if not parcels and row.state != Step.DONE:
        raise states.IllegalMove(row, "state", Step.DONE)
    for parcel in parcels:
        deliver(shipment=parcel, actor=actor)
    row.refresh_from_db(fields=["state", "done_at"])
    return row


@retried
@transaction.atomic
def lost(*, shipment: Shipment, actor: Any = None) -> Shipment:
    """The parcel does not go on by itself, or is on its way back; staff see it among what needs them.

    Raises:
        IllegalMove: it never left, or has arrived.
    """
    row, parcel = _locked(shipment)
    if parcel.state != State.LOST:
        _move(row, parcel, State.LOST, "shipment.lost", actor)
        rest.settle(row, actor)
    return parcel


def _locked(shipment: Shipment) -> tuple[Fulfilment, Shipment]:
    row = leaving.locked(shipment.fulfilment_id)
    parcel = Shipment.objects.select_for_update().get(pk=shipment.pk)
    parcel.fulfilment = row
    return row, parcel


def _wanted(row: Fulfilment, pieces: Mapping[int, int] | None) -> dict[int, int]:
    """What goes into the parcel, by line; nothing of it more often than it is left."""
    free = waiting.to_pack(row)
    wanted = {pk: count for pk, count in (free if pieces is None else pieces).items() if count}
    for pk, count in wanted.items():
        if not 0 < count <= free.get(pk, 0):
            raise TooMany(row, pk, count, free.get(pk, 0))
    if not wanted:
        raise NothingToSend(row)
    return wanted


def _fill(shipment: Shipment, wanted: Mapping[int, int]) -> None:
    lines = OrderLine.objects.filter(pk__in=wanted).select_related("variant").order_by("pk")
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line=line, quantity=wanted[line.pk]) for line in lines
    )
    shipment.grams = sum(line.variant.grams * wanted[line.pk] for line in lines)
    shipment.save(update_fields=["grams"])


def _take_out(parcel: Shipment) -> None:
    """The pieces of the parcel have left the house."""
    for one in parcel.lines.select_related("line").order_by("line_id"):
        if one.quantity > one.line.to_send:
            raise AskedBack(parcel, one.line)
        OrderLine.objects.filter(pk=one.line_id).update(sent=F("sent") + one.quantity)


def _ask_at(parcel: Shipment) -> Any:
    """When the carrier is first asked where the parcel is."""
    carrier = registry.enabled().get(parcel.carrier)
    return Now() + carrier.asked_every if carrier and carrier.asked_every else None


def _move(row: Fulfilment, parcel: Shipment, to: str, event: str, actor: Any, **facts: Any) -> None:
    told = {"order": row.order_id, "of": row.pk}
    states.move(parcel, "state", to, event=event, actor=actor, tell=told, **facts)
