"""Which store each line comes from: the chosen house, or a store that sends."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.products.models import Variant
from orders.stores.models import Store

Free = dict[int, dict[int, int | None]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pieces of one line; without a store any sender will do."""

    key: int
    variant: Variant
    quantity: int
    store: Store | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Where the pieces lie, how many of those wanted can be had, and how many of them are sent later."""

    store: Store | None
    quantity: int
    late: int = 0


def assign(
    wanted: Iterable[Wanted], free: Free, senders: list[Store], later: Free | None = None
) -> dict[int, Found]:
    """A store and a quantity for each line; two lines never count the same pieces.

    Everything is sent from one store where one has it all, so that it travels together; only what none
    has is sent later, from a store where that is allowed.
    """
    lines = list(wanted)
    left = {variant: dict(stores) for variant, stores in free.items()}
    later = {variant: dict(stores) for variant, stores in (later or {}).items()}
    found = {line.key: _take(line, line.store, left) for line in lines if line.store}
    sent = [line for line in lines if not line.store]
    whole = next((store for store in senders if _covers(store, sent, left)), None)
    for line in sent:
        found[line.key] = _take(line, whole or _fullest(line, senders, left), left)
    for line in sent:
        if found[line.key].quantity < line.quantity:
            found[line.key] = _wait(line, found[line.key], senders, left, later)
    return found


def _available(variant: Variant, store: Store, left: Free) -> int | None:
    return left.get(variant.pk, {}).get(store.pk, 0)


def _covers(store: Store, lines: list[Wanted], left: Free) -> bool:
    need: dict[int, int] = {}
    for line in lines:
        need[line.variant.pk] = need.get(line.variant.pk, 0) + line.quantity
    free = {line.variant.pk: _available(line.variant, store, left) for line in lines}
    return all(count is None or count >= need[pk] for pk, count in free.items())


def _fullest(line: Wanted, senders: list[Store], left: Free) -> Store | None:
    def pieces(store: Store) -> int:
        count = _available(line.variant, store, left)
        return line.quantity if count is None else count

    return max(senders, key=pieces, default=None)


def _take(line: Wanted, store: Store | None, left: Free) -> Found:
    if store is None:
        return Found(None, 0)
    count = _available(line.variant, store, left)
    if count is None:
        return Found(store, line.quantity)
    taken = min(count, line.quantity)
    left[line.variant.pk][store.pk] = count - taken if taken else count
    return Found(store, taken)


def _wait(line: Wanted, here: Found, senders: list[Store], left: Free, later: Free) -> Found:
    """What the line lacks is sent later, all of it from the store that can promise most; else as it was."""
    on_shelf, owed = left.get(line.variant.pk, {}), later.get(line.variant.pk, {})

    def shelf(store: Store) -> int:
        return (on_shelf.get(store.pk) or 0) + (here.quantity if store == here.store else 0)

    def promised(store: Store) -> tuple[int, bool]:
        return min(shelf(store) + (owed.get(store.pk) or 0), line.quantity), store == here.store

    store = max(senders, key=promised, default=None)
    if store is None or promised(store)[0] <= here.quantity:
        return here
    quantity, there = promised(store)[0], min(shelf(store), line.quantity)
    if here.store and here.quantity:
        on_shelf[here.store.pk] = (on_shelf[here.store.pk] or 0) + here.quantity
    on_shelf[store.pk] = (on_shelf.get(store.pk) or 0) - there
    owed[store.pk] = (owed.get(store.pk) or 0) - (quantity - there)
    return Found(store, quantity, late=quantity - there)
