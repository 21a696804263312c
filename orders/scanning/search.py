"""Finding an order at the counter when there is no code to scan; only this store's."""

from django.db.models import Q, QuerySet

from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup.models import SHOWN, Pickup
from orders.stores.models import Store

#: Characters without which nothing is searched, so that nobody leafs through the book.
LEAST = 4
MOST = 12


def in_store(store: Store, typed: str) -> QuerySet[Pickup]:
    """Open pick-ups of this store whose number or phone ends so, or whose name is so; newest first."""
    text = typed.replace(" ", "")
    names = Q(fulfilment__order__contact_name__iexact=typed)
    if len(text) >= LEAST:
        names |= Q(fulfilment__order__contact_phone__endswith=text)
        names |= Q(fulfilment__order__number__iendswith=text)
    elif not text:
        return Pickup.objects.none()
    open_ones = Pickup.objects.filter(
        store=store,
        collected_at=None,
        fulfilment__order__state=Order.State.OPEN,
        fulfilment__order__payment_state__in=SHOWN,
        fulfilment__state__in=[*Fulfilment.IN_HOUSE, Fulfilment.State.NO_SHOW],
    )
    return open_ones.filter(names).select_related("fulfilment__order").order_by("-pk")[:MOST]
