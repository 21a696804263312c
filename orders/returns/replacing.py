"""The order of what is sent instead: held when the exchange is agreed, placed once the pieces are here.

It costs what was paid for the pieces it replaces, whose tenders pay it; who gets it, where and in which
language is as it was.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from minishop import clock, events
from minishop.money import ZERO
from orders.carts.models import Way
from orders.checkout import rows
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.lifecycle import pieces
from orders.lifecycle import services as lifecycle
from orders.orders.models import Adjustment, Allocation, Order, OrderLine
from orders.orders.numbers import new_number
from orders.pricing.services import tax_inside
from orders.returns.models import Return, ReturnLine
from orders.stock import services as stock
from orders.stock.models import OutOfStock, Reservation
from orders.stock.services import Hold
from orders.stores.models import Store
from orders.tenders import services as tenders

SAME = (
    "user", "currency", "language", "contact_name", "contact_phone", "contact_email", "is_gift", "gift_note",
)  # fmt: skip
PLACE = ("name", "phone", "country", "province", "city", "district", "street")


def reference(part: ReturnLine) -> str:
    """How stock names what comes back of a line, and what is held instead of it."""
    return f"return:{part.of_id}:line:{part.line_id}"


def reserve(row: Return) -> None:
    """What is wanted instead is held until it is sent, or the exchange falls.

    Raises:
        OutOfStock: no house that may send it has so many.
    """
    parts = row.lines.select_related("line__fulfilment__store", "instead")
    for part in parts.order_by("instead_id", "pk"):
        _hold(part)


def ensure_there(row: Return) -> None:
    """Returns only if what is wanted instead could be held now; nothing is.

    Raises:
        OutOfStock: no house that may send it has so many.
    """
    point = transaction.savepoint()
    try:
        reserve(row)
    finally:
        transaction.savepoint_rollback(point)


def release(row: Return) -> None:
    """What was held for an exchange that falls is free again."""
    stock.release(references=[reference(part) for part in row.lines.all()])


def _hold(part: ReturnLine) -> None:
    """From the house the pieces came from, else, for a parcel, from the first other that has them."""
    assert part.instead is not None
    for store in (last := list(_houses(part.line))):
        hold = Hold(part.instead, store, part.quantity, reference(part))
        try:
            with transaction.atomic():
                return stock.reserve(lines=[hold], expires_at=None)
        except OutOfStock:
            if store == last[-1]:
                raise


def _houses(line: OrderLine) -> Iterator[Store]:
    own = line.fulfilment.store
    yield own
    if line.fulfilment.way == Way.SHIP:
        yield from Store.objects.filter(is_open=True, ships=True).exclude(pk=own.pk).order_by("pk")


def order(row: Return, actor: Any = None) -> Order:
    """The replacement is placed and paid; its pieces are its own. Call it under the return's locks."""
    parts = [part for part in _parts(row) if _count(part)]
    made = _order(row, parts)
    lines = [_line(made, part) for part in parts]
    _reduce(row.order, made, parts, lines)
    rows.promise(made, now=clock.now(), days=None)
    events.emit("order.placed", subject=made, actor=actor, total=str(made.total), replaces=row.order_id)
    stock.release(references=[reference(part) for part in parts])
    stock.reserve(lines=[replace(hold, may_wait=True) for hold in pieces.holds(made)], expires_at=None)
    if made.total:
        tenders.carry(source=row.order, to=made, amount=made.total, reference=row.reference)  # type: ignore[attr-defined]
    return lifecycle.pay_nothing(order=made)


def _parts(row: Return) -> list[ReturnLine]:
    return list(row.lines.select_related("line__fulfilment__store", "instead__product").order_by("pk"))


def _count(part: ReturnLine) -> int:
    return part.quantity if part.received is None else part.received


def _order(row: Return, parts: list[ReturnLine]) -> Order:
    goods = sum((_count(part) * part.line.unit_price for part in parts), ZERO)
    total = sum((part.amount for part in parts), ZERO)
    return Order.objects.create(
        number=new_number(),
        checkout_key=row.reference,
        goods_total=goods,
        discount_total=goods - total,
        tax_included=tax_inside(total, row.currency),
        total=total,
        **{name: getattr(row.order, name) for name in SAME},
    )


def _line(made: Order, part: ReturnLine) -> OrderLine:
    variant, old, count = part.instead, part.line, _count(part)
    assert variant is not None
    language = made.language
    return OrderLine.objects.create(
        order=made,
        fulfilment=_fulfilment(made, part),
        variant=variant,
        title=variant.product.text_in(language, "title"),
        label=", ".join(variant.text_in(language, "option_values")),
        sku=variant.sku,
        choices=old.choices,
        quantity=count,
        unit_price=old.unit_price,
        amount=count * old.unit_price,
        no_return=old.no_return,
    )


def _fulfilment(made: Order, part: ReturnLine) -> Fulfilment:
    """The same way from the house where the pieces are held, to the same address."""
    old = part.line.fulfilment
    held = Reservation.objects.filter(reference=reference(part), state=Reservation.State.ACTIVE).first()
    store = held.item.store if held else old.store
    row, is_new = Fulfilment.objects.get_or_create(order=made, way=old.way, store=store)
    if is_new and (place := ShippingAddress.objects.filter(fulfilment=old).first()):
        ShippingAddress.objects.create(fulfilment=row, **{name: getattr(place, name) for name in PLACE})
    return row


def _reduce(source: Order, made: Order, parts: list[ReturnLine], lines: list[OrderLine]) -> None:
    """What the pieces were reduced by when they were bought, these are too."""
    less = [part.amount - line.amount for part, line in zip(parts, lines, strict=True)]
    if not any(less):
        return
    with translation.override(made.language):
        label = _("As paid in %(number)s") % {"number": source.number}
    row = Adjustment.objects.create(order=made, code="exchange", label=label, amount=sum(less, Decimal(0)))
    Allocation.objects.bulk_create(
        Allocation(adjustment=row, line=line, amount=amount) for line, amount in zip(lines, less, strict=True)
    )


def is_over(row: Return) -> bool:
    """Whether nothing of the replacement is still to come."""
    over = [Fulfilment.State.DONE, Fulfilment.State.CANCELLED]
    made = row.replacement
    return made is not None and not made.fulfilments.exclude(state__in=over).exists()
