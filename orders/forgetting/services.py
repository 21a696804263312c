"""Orders of someone who was erased keep the books and nothing else.

The law keeps what was sold, when and for how much; who it was and where they live goes. Called when
nothing of theirs is under way any more, so that no parcel loses its address.
"""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.orders.models import Order, OrderLine
from orders.pickup.models import Pickup
from orders.shipments.models import Shipment, TrackingEvent
from payments.inbox import services as inbox
from payments.refunds.models import Refund

#: What an order tells of a person, and what it says once they are erased.
CONTACT = {
    "contact_name": "", "contact_phone": "", "contact_email": "", "note": "", "closing_note": "",
    "gift_note": "",
}  # fmt: skip
#: What a parcel's address tells; the province stays, for the price of delivery hangs on it.
PLACE = {"name": "", "phone": "", "city": "", "district": "", "street": ""}
TRACKING = {"carrier": "", "tracking_number": ""}
#: What a parcel on its way told: by its number its carrier knows whose it was.
PARCEL = {"carrier_name": "", "tracking_number": "", "failure": "", "label": ""}


def orders_of(person: Any) -> models.QuerySet[Order]:
    """The person's orders, and those over by now that a guest placed with their phone or e-mail."""
    typed = models.Q(pk__in=[])
    if person.phone:
        typed |= models.Q(contact_phone=str(person.phone))
    if person.email:
        typed |= models.Q(contact_email__iexact=person.email)
    over = ~models.Q(state=Order.State.OPEN)
    return Order.objects.filter(models.Q(user=person) | models.Q(typed, over, user=None))


def under_way(person: Any) -> list[str]:
    """A word for each order of theirs that is not over, and for each refund that has not arrived."""
    mine = Order.objects.of(person).order_by("pk")
    waiting = [Fulfilment.State.WAITING, *Fulfilment.IN_HOUSE, Fulfilment.State.NO_SHOW]
    to_collect = Fulfilment.objects.filter(way=Way.PICKUP, state__in=waiting)
    found = []
    for order in mine.filter(state=Order.State.OPEN).prefetch_related(
        models.Prefetch("fulfilments", to_collect, to_attr="to_collect")
    ):
        said = _("Order %(number)s waits to be collected") if order.to_collect else None
        found.append((said or _("Order %(number)s is not over yet")) % {"number": order.number})
    owed = Refund.objects.exclude(state__in=[Refund.State.DONE, Refund.State.REPLACED])
    back = owed.filter(payment__tender__order__in=mine).order_by("pk")
    numbers = back.values_list("payment__tender__order__number", flat=True)
    return found + [_("Money for order %(number)s is on its way back") % {"number": one} for one in numbers]


def erase(*, person: Any) -> None:
    """Nobody can tell from the orders who placed them; numbers, pieces, amounts and dates stay."""
    for pickup in Pickup.objects.filter(fulfilment__order__in=orders_of(person)).exclude(qr=""):
        pickup.qr.delete(save=False)  # the file first: a row without one is found again, never the other way
    for parcel in Shipment.objects.filter(fulfilment__order__in=orders_of(person)).exclude(label=""):
        parcel.label.delete(save=False)
    _unname(orders_of(person))


@transaction.atomic
def _unname(orders: models.QuerySet[Order]) -> None:
    keys = list(orders.order_by("pk").select_for_update().values_list("pk", flat=True))
    Pickup.objects.filter(fulfilment__order__in=keys).update(qr="")
    ShippingAddress.objects.filter(fulfilment__order__in=keys).update(**PLACE)
    Fulfilment.objects.filter(order__in=keys).update(**TRACKING)
    TrackingEvent.objects.filter(shipment__fulfilment__order__in=keys).delete()
    Shipment.objects.filter(fulfilment__order__in=keys).update(**PARCEL)
    OrderLine.objects.filter(order__in=keys).update(choices={})
    inbox.forget_payers(references=[f"order:{key}" for key in keys])
    Order.objects.filter(pk__in=keys).update(**CONTACT)


def still_told() -> list[dict[str, Any]]:
    """What orders of erased people still tell of them."""
    erased = Order.objects.filter(user__erased_at__isnull=False)
    told = erased.exclude(**CONTACT).values_list("number", flat=True)
    places = ShippingAddress.objects.filter(fulfilment__order__in=erased).exclude(**PLACE)
    sent = places.values_list("fulfilment__order__number", flat=True)
    parcels = Shipment.objects.filter(fulfilment__order__in=erased).exclude(**PARCEL)
    numbered = parcels.values_list("fulfilment__order__number", flat=True)
    found = [{"order": one, "told": "contact"} for one in told]
    found += [{"order": one, "told": "address"} for one in sent]
    return found + [{"order": one, "told": "parcel"} for one in numbered]
