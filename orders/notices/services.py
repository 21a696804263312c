"""Tells shoppers about their order, once for each thing that happened, where they want to be reached."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from minishop import events, notify
from minishop.notify import Recipient
from minishop.push.models import Subscription
from minishop.templatetags.shop import money
from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.history import moments
from orders.orders.access import order_link
from orders.orders.models import Order, OrderLine
from orders.shipments.models import Shipment
from orders.tenders.models import TenderRefund
from payments.refunds.models import Refund


def paid(order: Order) -> None:
    """The shopper is thanked and told what comes next."""
    parts = list(order.fulfilments.select_related("store").exclude(state=Fulfilment.State.CANCELLED))
    with translation.override(order.language):
        houses = [part.store.t.name for part in parts if part.way == Way.PICKUP]
    tell(
        order,
        "order-paid",
        order.reference,
        name=order.contact_name,
        total=money(order.money),
        houses=houses,
        ships=any(part.way == Way.SHIP for part in parts),
    )


def ready(fulfilment: Fulfilment) -> None:
    """The shopper knows that pieces can be collected; a parcel that is packed is no news."""
    if fulfilment.way == Way.PICKUP:
        tell(fulfilment.order, "ready-to-collect", f"fulfilment:{fulfilment.pk}", **_house(fulfilment))


def remind(fulfilment: Fulfilment) -> None:
    """The shopper knows that the pieces are kept only so much longer, once each time they are kept."""
    if fulfilment.state == Fulfilment.State.READY and fulfilment.keep_until:
        kept = f"fulfilment:{fulfilment.pk}:{fulfilment.keep_until:%Y-%m-%dT%H:%M}"
        tell(fulfilment.order, "collect-soon", kept, **_house(fulfilment))


def shipped(parcel: Shipment) -> None:
    """The shopper knows that a parcel left, its number, and what is in it where more follows."""
    order = parcel.fulfilment.order
    lines = list(OrderLine.objects.filter(fulfilment=parcel.fulfilment_id))
    follows = sum(line.to_send for line in lines)
    is_part = follows or parcel.fulfilment.shipments.filter(shipped_at__isnull=False).count() > 1
    inside = parcel.lines.order_by("line_id").values_list("quantity", "line__title", "line__label")
    pieces = [f"{count} × {' '.join(part for part in name if part)}" for count, *name in inside]
    with translation.override(order.language):
        carrier = parcel.carrier_words
    tell(
        order,
        "shipped",
        f"shipment:{parcel.pk}",
        carrier=carrier,
        tracking=parcel.tracking_number,
        pieces=pieces if is_part else [],
        follows=follows,
    )


def _house(fulfilment: Fulfilment) -> dict[str, str]:
    with translation.override(fulfilment.order.language):
        until = moments.when(fulfilment.keep_until)
        return {"house": fulfilment.store.t.name, "address": fulfilment.store.t.address, "until": until}


def refunded(refund: Refund) -> None:
    """The shopper knows that money went back; money for something else than an order is not ours."""
    what, _, pk = refund.payment.reference.partition(":")
    if what == "order":
        amount = money(refund.amount, refund.payment.captured_currency)
        tell(_order_of(refund, pk), "refunded", f"refund:{refund.pk}", amount=amount)


def _order_of(refund: Refund, pk: str) -> Order:
    """The order whose money went back: of a replacement's, not the one that was paid for first."""
    part = TenderRefund.objects.select_related("tender__order").filter(refund=refund.pk).first()
    return part.tender.order if part else Order.objects.get(pk=pk)


def tell(order: Order, kind: str, reference: str, **facts: Any) -> None:
    """Whoever ordered is written to, once for the kind and reference, where they want to be reached."""
    to = Recipient(
        email=order.contact_email,
        phone=order.contact_phone,
        user=order.user,
        language=order.language,
        browsers=Subscription.objects.listening(user=order.user, subject=events.subject_of(order)),
    )
    path = reverse("order", args=[order.number])
    context = {"number": order.number, "link": order_link(order), "path": path, **facts}
    notify.send(kind, reference=reference, to=to, context=context)
