"""Writes what was agreed: the order, its fulfilments, lines and adjustments."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from orders.carts.models import Way
from orders.carts.parcels import Bag, BagLine
from orders.checkout.values import Details
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.orders.models import Adjustment, Allocation, Order, OrderLine
from orders.orders.numbers import new_number
from orders.stores import hours
from orders.stores.models import Store


def write(
    *, bag: Bag, details: Details, key: str, user: Any, expires_at: datetime
) -> tuple[Order, dict[str, OrderLine]]:
    """The order exists with all its rows, and its lines by their pieces' keys; nothing is reserved yet."""
    quote = bag.quote
    order = Order.objects.create(
        number=new_number(),
        user=user,
        checkout_key=key,
        currency=quote.currency,
        goods_total=quote.goods_total,
        discount_total=quote.discount_total,
        shipping_total=quote.shipping_total,
        tax_included=quote.tax_included,
        total=quote.total,
        language=details.language,
        contact_name=details.name,
        contact_phone=details.phone,
        contact_email=details.email,
        note=details.note,
        is_gift=details.is_gift,
        gift_note=details.gift_note,
        expires_at=expires_at,
    )
    lines = _lines(order, bag)
    if bag.is_sent:
        for parcel in order.fulfilments.filter(way=Way.SHIP):
            _address(parcel, details)
    _adjustments(order, bag, lines)
    return order, lines


def _lines(order: Order, bag: Bag) -> dict[str, OrderLine]:
    fulfilments: dict[tuple[str, int], Fulfilment] = {}
    lines = {}
    for line in bag.ready:
        store = line.found.store
        assert store is not None  # a line with pieces has a store
        if (line.way, store.pk) not in fulfilments:
            fulfilments[line.way, store.pk] = Fulfilment.objects.create(
                order=order, way=line.way, store=store
            )
        lines[str(line.line.pk)] = _line(order, fulfilments[line.way, store.pk], line)
    return lines


def promise(order: Order, *, now: datetime, days: int | None, late: Collection[Store | None] = ()) -> None:
    """Each fulfilment says when it will be there: packed and the doors open, or delivered.

    A parcel from one of the `late` houses waits for pieces to come back, so nothing is promised.
    """
    for row in order.fulfilments.select_related("store"):
        if row.way == Way.PICKUP:
            row.promised_at = hours.ready_from(row.store, now)
        elif days is not None and row.store not in late:
            row.promised_at = now + timedelta(days=days)
        row.save(update_fields=["promised_at"])


def _address(fulfilment: Fulfilment, details: Details) -> None:
    ShippingAddress.objects.create(
        fulfilment=fulfilment,
        name=details.recipient or details.name,
        phone=details.recipient_phone or details.phone,
        province=details.province,
        city=details.city,
        district=details.district,
        street=details.street,
    )


def _line(order: Order, fulfilment: Fulfilment, line: BagLine) -> OrderLine:
    language = order.language
    return OrderLine.objects.create(
        order=order,
        fulfilment=fulfilment,
        variant=line.variant,
        title=line.product.text_in(language, "title"),
        label=", ".join(line.variant.text_in(language, "option_values")),
        sku=line.variant.sku,
        choices=line.line.choices,
        quantity=line.quantity,
        unit_price=line.unit_price,
        amount=line.amount,
        no_return=line.product.no_return,
    )


def _adjustments(order: Order, bag: Bag, lines: dict[str, OrderLine]) -> None:
    for agreed in bag.quote.adjustments:
        row = Adjustment.objects.create(
            order=order, code=agreed.code, label=agreed.label, amount=agreed.amount
        )
        Allocation.objects.bulk_create(
            Allocation(adjustment=row, line=lines[share.key], amount=share.amount) for share in agreed.shares
        )
