"""The order of what is sent instead: held when the exchange is agreed, placed once the pieces are here.

It costs what was paid for the pieces it replaces, whose tenders pay it; who gets it, where and in which
language is as it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.products.models import Variant
from minishop import clock, events
from minishop.money import ZERO
from orders.benefits import services as benefits
from orders.carts.models import Way
from orders.checkout import rows
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.lifecycle import pieces
from orders.lifecycle import services as lifecycle
from orders.orders.models import Adjustment, Allocation, Order, OrderLine
from orders.orders.numbers import new_number
from orders.pricing.services import tax_inside
from orders.stock import services as stock
from orders.stock.models import OutOfStock, Reservation
from orders.stock.services import Hold
from orders.stores.models import Store
from orders.tenders import services as tenders

SAME = (
    "user", "currency", "language", "contact_name", "contact_phone", "contact_email", "is_gift", "gift_note",
)  # fmt: skip
PLACE = ("name", "phone", "country", "province", "city", "district", "street")


@dataclass(frozen=True, slots=True)
class Swap:
    """So many pieces of a line, the variant sent instead, and what was paid for them."""

    line: OrderLine
    instead: Variant
    quantity: int
    amount: Decimal
    #: Under which the pieces are held until the replacement is placed.
    reference: str


def hold(swaps: Sequence[Swap]) -> None:
    """What is wanted instead is held until it is sent, or the exchange falls; call it in a transaction.

    Raises:
        OutOfStock: no house that may send it has so many.
    """
    for swap in sorted(swaps, key=lambda one: (one.instead.pk, one.reference)):
        _hold(swap)


@transaction.atomic
def ensure_there(swaps: Sequence[Swap]) -> None:
    """Returns only if what is wanted instead could be held now; nothing is.

    Raises:
        OutOfStock: no house that may send it has so many.
    """
    point = transaction.savepoint()
    try:
        hold(swaps)
    finally:
        transaction.savepoint_rollback(point)


def _hold(swap: Swap) -> None:
    """From the house the pieces came from, else, for a parcel, from the first other that has them."""
    stores = list(_houses(swap.line))
    for store in stores:
        wanted = Hold(swap.instead, store, swap.quantity, swap.reference)
        try:
            with transaction.atomic():
                return stock.reserve(lines=[wanted], expires_at=None)
        except OutOfStock:
            if store == stores[-1]:
                raise


def _houses(line: OrderLine) -> Iterator[Store]:
    own = line.fulfilment.store
    yield own
    if line.fulfilment.way == Way.SHIP:
        yield from Store.objects.filter(is_open=True, ships=True).exclude(pk=own.pk).order_by("pk")


def place(*, source: Order, swaps: Sequence[Swap], reference: str, actor: Any = None) -> Order:
    """The replacement is placed and paid, and its pieces are its own; call it under the source's lock.

    Raises:
        NothingLeft: less is left of what was paid than the pieces come to.
        OutOfStock: they were not held, and are gone.
    """
    made = _order(source, swaps, reference)
    lines = [_line(made, swap) for swap in swaps]
    _reduce(source, made, swaps, lines)
    for swap, line in zip(swaps, lines, strict=True):
        benefits.carry(old=swap.line, new=line)
    rows.promise(made, now=clock.now(), days=None)
    events.emit("order.placed", subject=made, actor=actor, total=str(made.total), replaces=source.pk)
    if made.total:
        tenders.carry(source=source, to=made, amount=made.total, reference=reference, actor=actor)
    stock.release(references=[swap.reference for swap in swaps])
    stock.reserve(lines=[replace(one, may_wait=True) for one in pieces.holds(made)], expires_at=None)
    return lifecycle.pay_nothing(order=made)


def _order(source: Order, swaps: Sequence[Swap], reference: str) -> Order:
    goods = sum((swap.quantity * swap.line.unit_price for swap in swaps), ZERO)
    total = sum((swap.amount for swap in swaps), ZERO)
    return Order.objects.create(
        number=new_number(),
        checkout_key=reference,
        goods_total=goods,
        discount_total=goods - total,
        tax_included=tax_inside(total, source.currency),
        total=total,
        **{name: getattr(source, name) for name in SAME},
    )


def _line(made: Order, swap: Swap) -> OrderLine:
    variant, old = swap.instead, swap.line
    return OrderLine.objects.create(
        order=made,
        fulfilment=_fulfilment(made, swap),
        variant=variant,
        title=variant.product.text_in(made.language, "title"),
        label=", ".join(variant.text_in(made.language, "option_values")),
        sku=variant.sku,
        choices=old.choices,
        quantity=swap.quantity,
        unit_price=old.unit_price,
        amount=swap.quantity * old.unit_price,
        no_return=old.no_return,
    )


def _fulfilment(made: Order, swap: Swap) -> Fulfilment:
    """The same way from the house where the pieces are held, to the same address."""
    old = swap.line.fulfilment
    held = Reservation.objects.filter(reference=swap.reference, state=Reservation.State.ACTIVE).first()
    store = held.item.store if held else old.store
    row, is_new = Fulfilment.objects.get_or_create(order=made, way=old.way, store=store)
    if is_new and (address := ShippingAddress.objects.filter(fulfilment=old).first()):
        ShippingAddress.objects.create(fulfilment=row, **{name: getattr(address, name) for name in PLACE})
    return row


def _reduce(source: Order, made: Order, swaps: Sequence[Swap], lines: Sequence[OrderLine]) -> None:
    """What the pieces were reduced by when they were bought, these are too."""
    less = [swap.amount - line.amount for swap, line in zip(swaps, lines, strict=True)]
    if not any(less):
        return
    with translation.override(made.language):
        label = _("As paid in %(number)s") % {"number": source.number}
    row = Adjustment.objects.create(order=made, code="exchange", label=label, amount=sum(less, ZERO))
    Allocation.objects.bulk_create(
        Allocation(adjustment=row, line=line, amount=amount) for line, amount in zip(lines, less, strict=True)
    )


def is_over(made: Order) -> bool:
    """Whether nothing of the replacement is still to come."""
    over = [Fulfilment.State.DONE, Fulfilment.State.CANCELLED]
    return not made.fulfilments.exclude(state__in=over).exists()
