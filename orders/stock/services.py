"""Stock is conserved: on_hand moves only with a movement, reserved only with a reservation, and
nothing is promised twice (0 ≤ reserved ≤ on_hand + backorder_limit).

Pieces are taken by one conditional UPDATE an item, items in primary-key order; giving back locks
nothing but the rows it writes. Untracked variants are always available and have no rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from catalog.products.models import Variant
from minishop import events
from minishop.retries import retried
from orders.stock import low
from orders.stock.models import LOW, OutOfStock, Reservation, StockItem, StockMovement
from orders.stock.shelves import availability, with_later
from orders.stores.models import Store

Kind = StockMovement.Kind
#: A hold's owner gives it back first; what it forgot for this long is given back here.
GRACE = timedelta(minutes=3)
#: The condition that stops overselling; the constraint `stock_not_oversold` stands behind it.
GUARD = (
    "AND reserved + %(reserved)s <= on_hand + %(on_hand)s"
    " + CASE WHEN %(may_wait)s THEN backorder_limit ELSE 0 END"
)
SHIFT = "UPDATE orders_stockitem SET on_hand = on_hand + %(on_hand)s, reserved = reserved + %(reserved)s "
END = "UPDATE orders_reservation SET state = %s WHERE state = 'active' AND reference = ANY(%s) "


@dataclass(frozen=True, slots=True)
class Hold:
    """Pieces wanted for one reference; those that may wait are also had where backorders are allowed."""

    variant: Variant
    store: Store
    quantity: int
    reference: str
    may_wait: bool = False


def receive(
    *, variant: Variant, store: Store, quantity: int, reference: str, actor: Any = None, note: str = ""
) -> StockItem:
    """The pieces lie in the store; the same reference is received once."""
    return adjust(
        variant=variant, store=store, quantity=quantity, reference=reference, actor=actor, note=note,
        kind=Kind.RECEIVED,
    )  # fmt: skip


@retried
@transaction.atomic
def adjust(
    *,
    variant: Variant,
    store: Store,
    quantity: int,
    kind: str,
    reference: str,
    actor: Any = None,
    note: str = "",
) -> StockItem:
    """on_hand has changed by `quantity` pieces, with one movement for each reference.

    Raises:
        OutOfStock: fewer pieces than that are free.
    """
    item, _ = StockItem.objects.get_or_create(variant=variant, store=store)
    is_new = _record(item.pk, kind, quantity, reference, actor=actor, note=note)
    if is_new and _shift(item.pk, on_hand=quantity) is None:
        raise OutOfStock(variant, store, item.available)
    item.refresh_from_db()
    return item


@retried
@transaction.atomic
def count(
    *, variant: Variant, store: Store, counted: int, reference: str, actor: Any = None, note: str = ""
) -> StockItem:
    """on_hand is what was counted less what is owed, the difference being its movement; once a reference.

    Raises:
        OutOfStock: fewer were counted than are promised.
    """
    StockItem.objects.get_or_create(variant=variant, store=store)
    item = StockItem.objects.select_for_update().get(variant=variant, store=store)
    return adjust(
        variant=variant, store=store, quantity=counted - max(item.on_hand, 0), reference=reference,
        actor=actor, note=note, kind=Kind.COUNTED,
    )  # fmt: skip


@retried
@transaction.atomic
def reserve(*, lines: Iterable[Hold], expires_at: datetime | None) -> None:
    """All pieces are held, each reference once, or none are.

    Raises:
        OutOfStock: some line asks for more than is available.
    """
    tracked = [hold for hold in lines if hold.variant.is_stock_tracked]
    items = _items(tracked)
    for hold in in_lock_order(tracked, items):
        item_id = items.get((hold.variant.pk, hold.store.pk))
        if item_id is None:
            raise OutOfStock(hold.variant, hold.store, 0)
        if _claim(item_id, hold, expires_at) and not _promised(item_id, hold):
            raise OutOfStock(hold.variant, hold.store, StockItem.objects.get(pk=item_id).available)


def in_lock_order(holds: Sequence[Hold], items: dict[tuple[int, int], int]) -> list[Hold]:
    """Holds by their items' primary keys, so that bags in opposite order never wait for each other.

    Of one item, what has to lie there is taken before what may wait.
    """

    def place(hold: Hold) -> tuple[int, bool, str]:
        return items.get((hold.variant.pk, hold.store.pk), 0), hold.may_wait, hold.reference

    return sorted(holds, key=place)


@retried
@transaction.atomic
def sell(*, references: Iterable[str]) -> set[str]:
    """Held pieces have left the books; returns the references that are sold, now or before."""
    wanted = list(references)
    for item_id, quantity, reference in _end(wanted, Reservation.State.SOLD):
        _record(item_id, Kind.SOLD, -quantity, reference)
        _shift(item_id, on_hand=-quantity, reserved=-quantity)
    sold = Reservation.objects.filter(reference__in=wanted, state=Reservation.State.SOLD)
    return set(sold.values_list("reference", flat=True))


@retried
@transaction.atomic
def release(*, references: Iterable[str], state: str = Reservation.State.RELEASED) -> int:
    """Held pieces are free again; returns how many reservations ended."""
    ended = _end(list(references), state)
    for item_id, quantity, _ in ended:
        _shift(item_id, reserved=-quantity)
    return len(ended)


@retried
@transaction.atomic
def restock(
    *,
    references: Iterable[str],
    already: Mapping[str, int] | None = None,
    actor: Any = None,
    note: str = "",
) -> None:
    """Sold pieces that never left the store are on hand again, once for each reference.

    Of a reference in `already` so many came back before, in another way.
    """
    sold = Reservation.objects.filter(reference__in=list(references), state=Reservation.State.SOLD)
    for row in sold.order_by("item_id", "pk"):
        back = row.quantity - (already or {}).get(row.reference, 0)
        if back and _record(row.item_id, Kind.RETURNED, back, row.reference, actor=actor, note=note):
            _shift(row.item_id, on_hand=back)


def extend(*, references: Iterable[str], expires_at: datetime | None) -> None:
    """Active holds run until then; None keeps them until they are sold or released."""
    Reservation.objects.filter(reference__in=list(references), state=Reservation.State.ACTIVE).update(
        expires_at=expires_at
    )


@retried
@transaction.atomic
def expire_due(*, limit: int = 200, grace: timedelta = GRACE) -> int:
    """Holds past their time that nobody gave back are free again."""
    due = Reservation.objects.filter(state=Reservation.State.ACTIVE, expires_at__lt=Now() - grace)
    rows = due.select_for_update(skip_locked=True).order_by("expires_at")[:limit]
    return release(references=[row.reference for row in rows], state=Reservation.State.EXPIRED)


def _promised(item_id: int, hold: Hold) -> bool:
    return _shift(item_id, reserved=hold.quantity, may_wait=hold.may_wait) is not None


def _items(holds: Sequence[Hold]) -> dict[tuple[int, int], int]:
    rows = StockItem.objects.filter(
        variant__in={h.variant.pk for h in holds}, store__in={h.store.pk for h in holds}
    )
    return {(variant, store): pk for pk, variant, store in rows.values_list("pk", "variant_id", "store_id")}


def _claim(item_id: int, hold: Hold, expires_at: datetime | None) -> bool:
    """Whether the reservation is new: a reference that is held or sold is left as it is."""
    if Reservation.objects.filter(
        item=item_id, reference=hold.reference, state=Reservation.State.SOLD
    ).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orders_reservation (item_id, quantity, reference, state, expires_at) "
            "VALUES (%s, %s, %s, 'active', %s) ON CONFLICT DO NOTHING RETURNING id",
            [item_id, hold.quantity, hold.reference, expires_at],
        )
        return cursor.fetchone() is not None


def _end(references: list[str], state: str) -> list[tuple[int, int, str]]:
    """Active reservations are in their last state; returns (item, quantity, reference) in lock order."""
    with connection.cursor() as cursor:
        cursor.execute(END + "RETURNING item_id, quantity, reference", [state, references])
        return sorted(cursor.fetchall())


def _record(item_id: int, kind: str, quantity: int, reference: str, **told: Any) -> bool:
    """Whether the movement is new."""
    told["quantity"] = quantity
    return StockMovement.objects.get_or_create(
        item_id=item_id, kind=kind, reference=reference, defaults=told
    )[1]


def _shift(item_id: int, *, on_hand: int = 0, reserved: int = 0, may_wait: bool = False) -> int | None:
    """What is available afterwards, None when too little is; tells what was crossed on the way.

    What leaves no less available always may be, however much is owed.
    """
    told = {"item": item_id, "on_hand": on_hand, "reserved": reserved}
    told["may_wait"] = may_wait or on_hand >= reserved
    with connection.cursor() as cursor:
        cursor.execute(
            SHIFT + "WHERE id = %(item)s " + GUARD + " RETURNING on_hand - reserved, variant_id, "
            "backorder_limit, coalesce(low_level, %(low)s)",
            {**told, "low": LOW},
        )
        row = cursor.fetchone()
    if row is None:
        return None
    available, variant_id, limit, level = row
    _tell(item_id, variant_id, available - on_hand + reserved, available, (limit, level))
    return available


def _tell(item_id: int, variant_id: int, before: int, after: int, bounds: tuple[int, int]) -> None:
    """The catalogue hears when the last is gone or some are back, staff when few are left."""
    limit, level = bounds
    if any((after > bound) != (before > bound) for bound in {0, -limit}):
        events.emit("stock.crossed", variant=variant_id)
    if after <= level < before:
        low.fell(item_id, available=after)


__all__ = [
    "Hold",
    "adjust",
    "availability",
    "count",
    "expire_due",
    "extend",
    "in_lock_order",
    "receive",
    "release",
    "reserve",
    "restock",
    "sell",
    "with_later",
]
