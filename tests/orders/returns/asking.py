"""Orders of which something is asked back, and how."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.functions import Now

from catalog.products.models import Variant
from minishop import events
from orders.fulfilment import services as fulfilment
from orders.orders.models import Order, OrderLine
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import Piece
from orders.shipments import services as shipments
from orders.shipments.models import Shipment
from orders.stock.models import StockItem
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories

KEYS = iter(range(10_000))


def line(order: Order) -> OrderLine:
    return order.lines.select_related("fulfilment__store", "variant", "order").get()


def sent(*, pieces: int = 3, days_ago: int = 1, **told: Any) -> Order:
    """An order whose one line arrived by parcel so many days ago."""
    order = factories.order(way="ship", pieces=pieces, **told)
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")
    shipments.deliver(shipment=Shipment.objects.get(fulfilment__order=order))
    arrived(order, days_ago)
    return order


def arrived(order: Order, days_ago: int) -> None:
    Shipment.objects.filter(fulfilment__order=order).update(delivered_at=Now() - timedelta(days=days_ago))


def collected(*, pieces: int = 1, **told: Any) -> Order:
    """An order that was handed over just now."""
    order = factories.order(pieces=pieces, **told)
    part = order.fulfilments.get()
    fulfilment.ready(fulfilment=part)
    fulfilment.hand_over(fulfilment=part)
    return order


def ask(order: Order, quantity: int = 1, **told: Any) -> Return:
    """Pieces of the order's one line asked back by post, for no reason, unless said otherwise."""
    piece = Piece(line(order), quantity, told.pop("instead", None))
    asked = {"kind": "return", "reason": "changed_mind", "back": "post", "key": f"k{next(KEYS)}"}
    return returns.ask(order=order, pieces=[piece], **asked | told)


def ask_before(order: Order, quantity: int = 1, **told: Any) -> Return:
    """Pieces that have not left are asked back, and their money."""
    return ask(order, quantity, **{"kind": "refund", "back": ""} | told)


def picture(shows: bytes = b"a photograph") -> ContentFile:
    return ContentFile(shows, name="fault.jpg")


def decided_by_hand(settings: Any) -> None:
    settings.RETURN_AUTO_LIMIT = 0


def counters(order: Order) -> tuple[int, int, int, int]:
    """Sent, withdrawn, claimed, returned."""
    row = line(order)
    return row.sent, row.withdrawn, row.claimed, row.returned


def shelf(order: Order) -> int:
    """How many pieces of what was bought lie in its house."""
    row = line(order)
    return StockItem.objects.get(variant=row.variant, store=row.fulfilment.store).on_hand


def back() -> list[Any]:
    """The amounts on their way back, or there."""
    return list(Refund.objects.order_by("pk").values_list("amount", flat=True))


def money_arrives() -> None:
    """What the gateways were to send back is back, and whoever waits for it hears so."""
    for refund in Refund.objects.pending():
        refunds.record(refund, RefundSnapshot(refund.number, RefundStatus.DONE))
    events.sweep()


def another(order: Order, pieces: int = 2, **told: Any) -> Variant:
    """Another variant of the product that was bought, in the same house."""
    row = line(order)
    there = {row.fulfilment.store: pieces} if pieces else {}
    told = {"price": row.unit_price} | told
    return factories.variant(product=row.variant.product, stock=there, **told)


def untouched(order: Order) -> tuple[Any, ...]:
    """What a refusal must not move."""
    return (*counters(order), shelf(order), back(), list(Return.objects.values_list("pk", "state")))
