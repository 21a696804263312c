"""What an order holds about whoever placed it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from minishop.privacy import Holding, holdings
from orders.fulfilment.models import ShippingAddress
from orders.orders.models import Order, OrderLine

CONTACT = ("contact_name", "contact_phone", "contact_email", "note", "closing_note")
PLACE = ("name", "phone", "country", "province", "city", "district", "street")


def export(person: User) -> list[dict[str, Any]]:
    """The member's orders with what was bought and where it went, as plain values."""
    orders = Order.objects.of(person).order_by("pk")
    return [
        dict(row)
        | {
            "pieces": list(OrderLine.objects.filter(order=row["pk"]).values("title", "label", "quantity")),
            "addresses": list(ShippingAddress.objects.filter(fulfilment__order=row["pk"]).values(*PLACE)),
        }
        for row in orders.values("pk", "number", "placed_at", "total", "currency", *CONTACT)
    ]


holdings.add(
    "orders",
    Holding(
        title=_("Orders"),
        what=_(
            "What you bought, how you paid, and the name, phone, e-mail, address and note you gave for it"
        ),
        why=_("To pack, hand over or send it, and to answer for it afterwards"),
        kept=_("For as long as the law has us keep the books of a sale"),
        export=export,
    ),
)
