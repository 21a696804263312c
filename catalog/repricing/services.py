"""Verbs of planned prices: plan, cancel, start, end.

Each change is a transaction of its own under its row's lock, so that a sweep that was killed goes on
where it was and of two at once one moves each price. The product's row is
locked first, as whoever sets a price locks it, then the price's, before it is compared.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import structlog
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now

from catalog.products import services as products
from catalog.products.models import Price, Variant
from catalog.repricing.models import NoPrice, Overlaps, PriceChange
from minishop import events, states
from minishop.money import default_currency, rounded
from minishop.retries import retried

log = structlog.get_logger(__name__)
State = PriceChange.State
BATCH = 500


@retried
@transaction.atomic
def plan(
    *,
    variant: Variant,
    amount: Decimal,
    starts_at: datetime,
    ends_at: datetime | None = None,
    compare_at: Decimal | None = None,
    currency: str | None = None,
    title: str = "",
    actor: Any = None,
) -> PriceChange:
    """From that moment on the variant costs the amount; until the other, where one is given.

    Raises:
        Overlaps: its price changes in that time already.
        NoPrice: it has none in that currency.
        ValidationError: no price is that high, or below zero.
    """
    currency = currency or default_currency()
    list(Variant.objects.select_for_update(no_key=True).filter(pk=variant.pk))  # planners in single file
    if not Price.objects.filter(variant=variant, currency=currency).exists():
        raise NoPrice(variant)
    change = PriceChange(
        variant=variant,
        currency=currency,
        amount=rounded(amount, currency),
        compare_at=None if compare_at is None else rounded(compare_at, currency),
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=actor,
    )
    change.clean_fields(exclude=["variant", "actor"])
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as problem:
        if "price_change_apart" not in str(problem):
            raise
        raise Overlaps(variant) from problem
    events.emit("price_change.planned", subject=change, actor=actor, variant=variant.pk)
    return change


@retried
@transaction.atomic
def cancel(*, change: PriceChange, actor: Any = None) -> None:
    """What was planned does not happen.

    Raises:
        IllegalMove: it has begun already, or is over.
    """
    row = PriceChange.objects.select_for_update().get(pk=change.pk)
    states.move(row, "state", State.CANCELLED, event="price_change.cancelled", actor=actor)


@retried
@transaction.atomic
def end_now(*, change: PriceChange, actor: Any = None) -> None:
    """What has begun is over before its time, and the price what it was.

    Raises:
        IllegalMove: it has not begun, or is over.
    """
    row = PriceChange.objects.select_for_update().get(pk=change.pk)
    if row.state != State.LIVE:
        raise states.IllegalMove(row, "state", State.ENDED)
    _go_back(row, actor)


def sweep() -> int:
    """What is due has ended, then begun; how many prices moved."""
    return end_due() + start_due()


def start_due(*, limit: int = BATCH) -> int:
    """Changes whose moment has come hold, oldest first."""
    due = PriceChange.objects.filter(state=State.PLANNED, starts_at__lte=Now())
    return _each(due.order_by("starts_at", "pk")[:limit], _start)


def end_due(*, limit: int = BATCH) -> int:
    """Changes whose time is over are, and the prices what they were."""
    due = PriceChange.objects.filter(state=State.LIVE, ends_at__lte=Now())
    return _each(due.order_by("ends_at", "pk")[:limit], _end)


def _each(rows: models.QuerySet[PriceChange], verb: Callable[[int], bool]) -> int:
    """The verb was called for every row; one that fails stops no other."""
    done = 0
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            done += verb(pk)
        except Exception:
            log.exception("price_change.failed", change=pk)
    return done


@retried
@transaction.atomic
def _start(pk: int) -> bool:
    row = _free(pk, state=State.PLANNED, starts_at__lte=Now())
    if row is None:
        return False
    if PriceChange.objects.filter(pk=pk, ends_at__lte=Now()).exists():
        states.move(row, "state", State.ENDED, event="price_change.missed")
        return False
    price = _price(row)
    if price is None:
        states.move(row, "state", State.CANCELLED, event="price_change.impossible")
        return False
    _set(row, row.amount, row.compare_at)
    to = State.LIVE if row.ends_at else State.ENDED
    was: dict[str, Any] = {"was_amount": price.amount, "was_compare_at": price.compare_at}
    states.move(row, "state", to, event="price_change.started", **was)
    return True


@retried
@transaction.atomic
def _end(pk: int) -> bool:
    row = _free(pk, state=State.LIVE, ends_at__lte=Now())
    return row is not None and _go_back(row)


def _go_back(row: PriceChange, actor: Any = None) -> bool:
    """The change is over; the price is what it was, unless someone changed it meanwhile: then it stays."""
    price = _price(row)
    is_ours = price is not None and (price.amount, price.compare_at) == (row.amount, row.compare_at)
    if is_ours and row.was_amount is not None:
        _set(row, row.was_amount, row.was_compare_at, actor)
    states.move(row, "state", State.ENDED, event="price_change.ended", actor=actor, restored=is_ours)
    return is_ours


def _free(pk: int, **due: Any) -> PriceChange | None:
    """The row, locked, if it is still due and nobody is at it."""
    rows = PriceChange.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, **due)
    return rows.select_related("variant__product", "actor").first()


def _price(row: PriceChange) -> Price | None:
    products.hold(row.variant.product_id)
    prices = Price.objects.select_for_update().filter(variant=row.variant_id, currency=row.currency)
    return prices.first()


def _set(row: PriceChange, amount: Decimal, compare_at: Decimal | None, actor: Any = None) -> None:
    products.set_price(
        variant=row.variant,
        amount=amount,
        compare_at=compare_at,
        currency=row.currency,
        actor=actor or row.actor,
    )
