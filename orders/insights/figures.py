"""What staff look at first, for the stores they work in."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minishop.dashboard import Figure, figure, list_of
from minishop.templatetags.shop import money
from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.shipments.models import Shipment
from orders.stock.models import LOW, StockItem
from orders.stores.models import Store


def _stores(person: Any) -> QuerySet[Store]:
    return Store.objects.of_staff(person)


def _parcels(person: Any) -> QuerySet[Shipment]:
    return Shipment.objects.filter(fulfilment__store__in=_stores(person))


def _fulfilments(person: Any, state: str) -> Figure:
    open_ones = Fulfilment.objects.filter(store__in=_stores(person), state=state)
    return Figure(open_ones.count(), list_of("orders.fulfilment", state__exact=state))


@figure("orders-today", gettext_lazy("Orders today"), permission="orders.view_order", icon="receipt_long")
def orders_today(person: Any) -> Figure:
    """Orders placed since midnight by the shop's clock, and what the paid ones come to."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    in_stores = Fulfilment.objects.filter(store__in=_stores(person)).values("order")
    today = Order.objects.filter(placed_at__gte=midnight, pk__in=in_stores)
    paid = today.filter(payment_state=Order.PaymentState.PAID).aggregate(sum=Sum("total"))["sum"] or 0
    address = list_of("orders.order", placed_at__gte=midnight.isoformat())
    return Figure(today.count(), address, words=_("%(amount)s of it paid") % {"amount": money(paid)})


@figure("to-pick", gettext_lazy("Paid and unpicked"), permission="orders.view_fulfilment", icon="package_2")
def to_pick(person: Any) -> Figure:
    """Paid, and nobody fetches it yet."""
    found = _fulfilments(person, Fulfilment.State.OPEN)
    return Figure(found.value, found.url, is_pressing=bool(found.value))


@figure(
    "ready", gettext_lazy("Ready and uncollected"), permission="orders.view_fulfilment", icon="hourglass_top"
)
def ready(person: Any) -> Figure:
    """On its shelf, waiting for the shopper."""
    state = Fulfilment.State.READY
    rows = Fulfilment.objects.filter(store__in=_stores(person), state=state, way=Way.PICKUP)
    soon = rows.filter(keep_until__lt=timezone.now() + timedelta(days=1)).count()
    words = _("%(count)s of them go back within a day") % {"count": soon} if soon else ""
    address = list_of("orders.fulfilment", state__exact=state, way__exact=Way.PICKUP)
    return Figure(rows.count(), address, words=words, is_pressing=bool(soon))


@figure("no-label", gettext_lazy("No label"), permission="orders.view_shipment", icon="label_off")
def without_label(person: Any) -> Figure:
    """Packed parcels whose carrier refused them or did not answer."""
    failed = _parcels(person).filter(state=Shipment.State.PACKED, booking=Shipment.Booking.FAILED).count()
    address = list_of("orders.shipment", state__exact="packed", booking__exact="failed")
    return Figure(failed, address, is_pressing=bool(failed))


@figure("lost-parcels", gettext_lazy("Lost on the way"), permission="orders.view_shipment", icon="report")
def lost(person: Any) -> Figure:
    """Parcels that do not arrive or come back, and that no return has settled."""
    gone = _parcels(person).filter(state=Shipment.State.LOST, fulfilment__state=Fulfilment.State.SHIPPED)
    address = list_of("orders.shipment", state__exact="lost", fulfilment__state__exact="shipped")
    return Figure(gone.count(), address, is_pressing=gone.exists())


@figure("no-show", gettext_lazy("Not collected"), permission="orders.view_fulfilment", icon="event_busy")
def no_show(person: Any) -> Figure:
    """Kept as long as was said, and nobody came."""
    return _fulfilments(person, Fulfilment.State.NO_SHOW)


@figure("low-stock", gettext_lazy("Low stock"), permission="orders.view_stockitem", icon="inventory_2")
def low_stock(person: Any) -> Figure:
    """Variants with few pieces left in a store."""
    items = StockItem.objects.filter(store__in=_stores(person), variant__is_on_sale=True)
    few = items.filter(variant__is_stock_tracked=True).low()
    words = _("At their level or below, %(most)s unless set otherwise") % {"most": LOW}
    return Figure(few.count(), list_of("orders.stockitem", left="low"), words=words)
