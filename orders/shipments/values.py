"""A shipment in the words of carriers."""

from minishop.money import ZERO, Money, default_currency
from orders.carriers.base import Parcel, Piece, Place
from orders.fulfilment.models import Fulfilment
from orders.shipments.models import Shipment
from orders.stores.models import Store


def parcel(shipment: Shipment) -> Parcel:
    """The parcel as it is told to its carrier; reads rows, and belongs before the carrier is called."""
    related = ("fulfilment__order", "fulfilment__store", "fulfilment__address")
    row = Shipment.objects.select_related(*related).prefetch_related("lines__line").get(pk=shipment.pk)
    lines = [(one.quantity, one.line) for one in row.lines.all()]
    return Parcel(
        number=row.number,
        sender=_house(row.fulfilment.store),
        to=_place(row.fulfilment),
        grams=row.grams,
        pieces=tuple(Piece(f"{line.title} {line.label}".strip(), count, line.sku) for count, line in lines),
        service=row.service,
        goods=sum((count * line.unit_price for count, line in lines), start=ZERO),
        order=row.fulfilment.order.number,
        carrier_name=row.carrier_name,
        tracking=row.tracking_number,
    )


def planned(fulfilment: Fulfilment, grams: int) -> Parcel:
    """A parcel of that weight nobody packed yet, to be asked what it would cost."""
    row = Fulfilment.objects.select_related("order", "store", "address").get(pk=fulfilment.pk)
    return Parcel(number="", sender=_house(row.store), to=_place(row), grams=grams, order=row.order.number)


def nothing() -> Money:
    """What a carrier asks whose price nobody knows."""
    return Money(ZERO, default_currency())


def _house(store: Store) -> Place:
    return Place(name=store.name, phone=store.phone, city=store.city, street=store.address)


def _place(fulfilment: Fulfilment) -> Place:
    found = getattr(fulfilment, "address", None)
    if found is None:
        return Place(name=fulfilment.order.contact_name)
    names = ("name", "phone", "country", "province", "city", "district", "street")
    return Place(**{name: getattr(found, name) for name in names})
