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
    """Where the pieces lie and how many of those wanted there are."""

    store: Store | None
    quantity: int


def assign(wanted: Iterable[Wanted], free: Free, senders: list[Store]) -> dict[int, Found]:
    """A store and a quantity for each line; two lines never count the same pieces.

    Everything is sent from one store where one has it all, so that it travels together.
    """
    lines = list(wanted)
    left = {variant: dict(stores) for variant, stores in free.items()}
    found = {line.key: _take(line, line.store, left) for line in lines if line.store}
    sent = [line for line in lines if not line.store]
    whole = next((store for store in senders if _covers(store, sent, left)), None)
    for line in sent:
        found[line.key] = _take(line, whole or _fullest(line, senders, left), left)
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
