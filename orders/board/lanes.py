"""The lanes of the board: how far each fulfilment of a house is, and which is late.

Late is what was promised for a moment that has passed, or waits to be collected and soon goes back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.shipments.models import Shipment
from orders.stores.models import Store

State = Fulfilment.State
PAGE = 50
#: From when on what is promised is called soon, and what is kept is called late.
SOON, GOES_BACK = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lane:
    """One step; `since` names the moment it began, `first` what comes first."""

    code: str
    title: str | Promise
    icon: str
    where: Q
    since: Any
    first: tuple[Any, ...]


_PROMISED = (F("promised_at").asc(nulls_last=True), "pk")
_PACKED = Q(state=State.PACKED) | Q(state=State.READY, way=Way.SHIP)
_READY = Q(state=State.READY, way=Way.PICKUP)
_KEPT = (F("keep_until").asc(nulls_last=True), "pk")
_PACKING, _LEFT = Coalesce("packed_at", "ready_at"), Coalesce("shipped_at", "done_at")
_GONE = Q(state__in=[State.SHIPPED, State.DONE])
LANES = (
    Lane("paid", _("Paid"), "phase-0", Q(state=State.OPEN), F("order__paid_at"), _PROMISED),
    Lane("picking", _("Picking"), "phase-1", Q(state=State.PICKING), F("picking_at"), _PROMISED),
    Lane("packed", _("Packed"), "phase-2", _PACKED, _PACKING, _PROMISED),
    Lane("ready", _("Ready"), "phase-3", _READY, F("ready_at"), _KEPT),
    Lane("gone", _("Handed over"), "phase-4", _GONE, _LEFT, (_LEFT.desc(), "-pk")),
)
#: In which something has still to be done.
OPEN = LANES[:-1]


def of_house(store: Store) -> QuerySet[Fulfilment]:
    """What the house has still to do, and what left it since midnight."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Q(shipped_at__gte=midnight) | Q(done_at__gte=midnight, shipped_at=None)
    return Fulfilment.objects.filter(Q(state__in=Fulfilment.IN_HOUSE) | _GONE & today, store=store)


def is_late(now: datetime) -> Q:
    """What was promised for a moment before now, or is not kept much longer."""
    kept = Q(keep_until__lt=now + GOES_BACK)
    return ~_GONE & (_READY & kept | ~_READY & Q(promised_at__lt=now))


def is_wished() -> Q:
    """Something was chosen for its pieces: an engraving, initials."""
    return Q(Exists(OrderLine.objects.filter(fulfilment=OuterRef("pk")).exclude(choices={})))


def is_gift() -> Q:
    return Q(order__is_gift=True)


def is_called(word: str) -> Q:
    """Its number, who it is for, where it lies or a parcel's number says so."""
    parcels = Shipment.objects.filter(fulfilment=OuterRef("pk"), tracking_number__iendswith=word)
    names = Q(order__contact_name__icontains=word) | Q(address__name__icontains=word)
    return Q(order__number__icontains=word) | names | Q(shelf__iexact=word) | Q(Exists(parcels))


def counted(rows: QuerySet[Fulfilment]) -> dict[str, Any]:
    """How many stand in each lane, and since when the oldest does."""
    figures: dict[str, Any] = {lane.code: Count("pk", filter=lane.where) for lane in LANES}
    figures |= {f"{lane.code}_since": Min(lane.since, filter=lane.where) for lane in OPEN}
    return rows.order_by().aggregate(**figures)


def tallied(rows: QuerySet[Fulfilment], now: datetime) -> dict[str, int]:
    """How many have still something to be done, by way and by mark."""
    here = rows.filter(state__in=Fulfilment.IN_HOUSE).order_by()
    marks = {"late": is_late(now), "wish": is_wished(), "gift": is_gift()}
    ways = {way.value: Count("pk", filter=Q(way=way)) for way in Way}
    return here.aggregate(
        all=Count("pk"), **ways, **{name: Count("pk", filter=where) for name, where in marks.items()}
    )


def page(rows: QuerySet[Fulfilment], lane: Lane, number: int) -> QuerySet[Fulfilment]:
    """The lane's page of that number; each row says `since` when it is in its lane."""
    first = (number - 1) * PAGE
    found = rows.filter(lane.where).order_by(*lane.first).annotate(since=lane.since)
    return found.select_related("order", "store", "address", "pickup")[first : first + PAGE]


def details() -> tuple[Any, ...]:
    """What a card says beside its row: its lines with their pictures, and its parcels."""
    lines = OrderLine.objects.select_related("variant__picture", "variant__product__cover")
    parcels = Shipment.objects.standing().prefetch_related("lines")
    return Prefetch("lines", lines), Prefetch("shipments", parcels)
