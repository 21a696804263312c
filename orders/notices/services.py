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
from orders.orders.access import order_link
from orders.orders.models import Order
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
    if fulfilment.way != Way.PICKUP:
        return
    with translation.override(fulfilment.order.language):
        house, address = fulfilment.store.t.name, fulfilment.store.t.address
    reference = f"fulfilment:{fulfilment.pk}"
    tell(fulfilment.order, "ready-to-collect", reference, house=house, address=address)


def shipped(fulfilment: Fulfilment) -> None:
    """The shopper knows that a parcel left, and its number."""
    tell(
        fulfilment.order,
        "shipped",
        f"fulfilment:{fulfilment.pk}",
        carrier=fulfilment.carrier,
        tracking=fulfilment.tracking_number,
    )


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
