"""Verbs of pick-ups: open, draw, prepare. Each may be repeated without effect."""

import hashlib

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup import codes, drawing
from orders.pickup.models import SHOWN, Pickup, drawer, undrawn

#: Short codes are drawn again when one of the store's open ones has it: one in a million at 1,000 open.
TRIES = 8


def open_pickup(*, fulfilment: Fulfilment) -> Pickup:
    """The fulfilment has its one pick-up with a code and a short code free in the store."""
    for left in reversed(range(TRIES)):
        existing = Pickup.objects.filter(fulfilment=fulfilment).first()
        if existing is not None:
            return existing
        try:
            with transaction.atomic():
                return Pickup.objects.create(
                    fulfilment=fulfilment,
                    store_id=fulfilment.store_id,
                    code=codes.fresh(codes.LONG),
                    short_code=codes.fresh(codes.SHORT),
                )
        except IntegrityError:
            if not left:
                raise
    raise AssertionError("unreachable")


def draw(*, pickup: Pickup) -> Pickup:
    """The pick-up's QR lies in the storage and the row names it.

    The file is written before the row names it, so a row never names a file that was not there; its
    name does not tell the code.
    """
    storage = drawer()
    if pickup.qr.name and storage.exists(pickup.qr.name):
        return pickup
    name = f"pickups/{hashlib.sha256(pickup.code.encode()).hexdigest()[:40]}.png"
    if not storage.exists(name):
        name = storage.save(name, ContentFile(drawing.png(pickup.code)))
    Pickup.objects.filter(pk=pickup.pk).update(qr=name)
    pickup.qr.name = name
    return pickup


def open_all(*, order: Order) -> list[Pickup]:
    """Every pick-up of an order that is paid, or to be paid in the store, has its code."""
    if order.payment_state not in SHOWN or order.state != Order.State.OPEN:
        return []
    fulfilments = order.fulfilments.filter(way=Way.PICKUP).exclude(state=Fulfilment.State.CANCELLED)
    return [open_pickup(fulfilment=fulfilment) for fulfilment in fulfilments]


def prepare(*, order: Order) -> list[Pickup]:
    """Every pick-up of such an order has its code and its QR drawn."""
    return [draw(pickup=pickup) for pickup in open_all(order=order)]


def draw_missing(*, at_most: int = 200) -> int:
    """Pick-ups that a lost message left without a code or a QR have both."""
    waiting = list(undrawn().select_related("order")[:at_most])
    for fulfilment in waiting:
        draw(pickup=open_pickup(fulfilment=fulfilment))
    return len(waiting)


def collect(*, fulfilment_id: int, staff_id: int | None) -> None:
    """The pick-up of a fulfilment that was handed over is marked collected, by whom; the first mark stays."""
    Pickup.objects.filter(fulfilment_id=fulfilment_id, collected_at=None).update(
        collected_at=Now(), collected_by_id=staff_id
    )
