"""What a code means at a counter; nothing here changes anything but opens a paid order's code."""

from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup import codes
from orders.pickup import services as pickup_services
from orders.pickup.models import Pickup
from orders.scanning.models import Scan
from orders.stores.models import Store
from orders.tenders import services as tenders

Outcome, Step = Scan.Outcome, Fulfilment.State


def find(typed: str, store: Store) -> tuple[Order | None, Pickup | None]:
    """The order and its pick-up that the typed or read text names; this store's pick-up comes first."""
    code = codes.normal(typed)
    pickups = Pickup.objects.with_order()
    found = None
    if len(code) == codes.LONG:
        found = pickups.filter(code=code).first()
    elif len(code) == codes.SHORT:
        found = pickups.filter(store=store, short_code=code).order_by("-collected_at", "-id").first()
    if found is not None:
        return found.order, found
    order = Order.objects.filter(number=typed.strip().upper()).first()
    if order is None:
        return None, None
    pickup_services.open_all(order=order)
    of_order = pickups.filter(fulfilment__order=order)
    return order, min(of_order, key=lambda one: (one.store_id != store.pk, one.pk), default=None)


def is_read(typed: str, pickup: Pickup | None) -> bool:
    """Whether the code in the pick-up's QR was read, which nobody guesses."""
    return pickup is not None and codes.normal(typed) == pickup.code


def judge(order: Order | None, pickup: Pickup | None, store: Store) -> str:
    """What a code means at this counter, the gravest reason first."""
    if order is None:
        return Outcome.UNKNOWN
    return _of_order(order, pickup) or _of_pickup(order, pickup, store)


def _of_order(order: Order, pickup: Pickup | None) -> str:
    """Why nothing of this order may be handed over anywhere; empty when something may."""
    if pickup is not None and pickup.collected_at is not None:
        return Outcome.ALREADY_COLLECTED
    reasons = {
        Order.State.CANCELLED: Outcome.CANCELLED,
        Order.State.EXPIRED: Outcome.EXPIRED,
    }
    if (state := Order.State(order.state)) in reasons:
        return reasons[state]
    if order.payment_state == Order.PaymentState.REFUNDED or tenders.is_given_back(order):
        return Outcome.REFUNDED
    return Outcome.UNPAID if order.payment_state == Order.PaymentState.DUE else ""


def _of_pickup(order: Order, pickup: Pickup | None, store: Store) -> str:
    if pickup is None:
        return Outcome.NOT_HERE
    if reason := _over(pickup.fulfilment):
        return reason
    if pickup.store_id != store.pk:
        return Outcome.WRONG_STORE
    if order.payment_state == Order.PaymentState.DUE_IN_STORE:
        return Outcome.TO_PAY
    meant = {Step.READY: Outcome.PREVIEWED, Step.NO_SHOW: Outcome.NO_SHOW}
    return meant.get(Step(pickup.fulfilment.state), Outcome.NOT_READY)


def _over(fulfilment: Fulfilment) -> str:
    """Why nothing of it is handed over any more; empty when something is."""
    if fulfilment.state == Step.DONE:
        return Outcome.ALREADY_COLLECTED
    if not any(line.to_send for line in fulfilment.lines.all()):
        return Outcome.WITHDRAWN
    return Outcome.CANCELLED if fulfilment.state == Step.CANCELLED else ""
