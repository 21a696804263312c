"""Orders that were handed over, and the browser of whoever bought."""

from typing import Any

from django.test import Client
from django.urls import reverse

from orders.fulfilment import services as fulfilment
from orders.orders import access
from orders.orders.models import Order
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import Piece
from tests import factories
from tests.catalog.images import photograph


def own(order: Order) -> Client:
    """The browser of the guest who placed this order."""
    client = Client()
    client.get(reverse("order-link", args=[order.number, access.link_key(order)]))
    return client


def collected(**fields: Any) -> Order:
    """An order whose pieces were handed over at the counter."""
    order = factories.order(**fields)
    row = fulfilment.ready(fulfilment=order.fulfilments.get())
    fulfilment.hand_over(fulfilment=row)
    order.refresh_from_db()
    return order


def asked(order: Order, kind: str = "return", reason: str = "unsuitable", **fields: Any) -> Return:
    """All pieces of the order's first line, asked back by post."""
    line = order.lines.all()[0]
    back = "post" if line.sent and kind != "refund" else ""
    told = {"pieces": [Piece(line, fields.pop("quantity", line.quantity))], "key": "one", "back": back}
    return returns.ask(order=order, kind=kind, reason=reason, **(told | fields))


def form(order: Order, **fields: Any) -> dict[str, Any]:
    """What a shopper fills in to send one piece back by post."""
    line = order.lines.all()[0]
    told = {f"pieces-{line.pk}": "1", "reason": "unsuitable", "kind": "return", "back": "post", "key": "k1"}
    return told | {"of": "shopper"} | fields


def shot(name: str = "scratch.jpg", **exif: Any) -> Any:
    """A photograph as a phone sends it, with the place where it was taken."""
    from PIL import Image

    data = Image.Exif()
    data[0x010F] = "Moonphone"
    file = photograph(900, 1200, kind="JPEG", exif=data)
    file.name = name
    return file
