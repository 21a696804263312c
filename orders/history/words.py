"""Small phrases about an order: how it was paid, what it holds, what it adds up to."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop.templatetags.shop import money, pieces
from orders.orders.models import Order
from orders.shipments.models import Shipment
from orders.tenders import base
from orders.tenders.models import Tender
from payments.gateways import registry


def gateway(code: str) -> str:
    """How shoppers read a gateway or a means of the shop's own, also one that is no longer offered."""
    if means := base.enabled().get(code):
        return str(means.label)
    try:
        return str(registry.get(code).label)
    except registry.NoSuchGateway:
        return code


def joined(*parts: Any) -> str:
    """What there is of the parts, in one line."""
    return str(pgettext("between two parts of a line", ", ")).join(str(part) for part in parts if part)


def sentences(*parts: Any) -> str:
    """What there is of the sentences, one after the other."""
    return str(pgettext("between two sentences", ". ")).join(str(part) for part in parts if part)


def parcel(shipment: Shipment) -> str:
    """Its carrier and number: SF Express SF1402 8837."""
    return f"{shipment.carrier_words} {shipment.tracking_number}".strip()


def tenders(order: Order) -> str:
    """Each means that pays the order, with its amount: WeChat Pay ¥830.20, Store credit ¥120."""
    rows = [row for row in order.tenders.all() if row.state != Tender.State.RELEASED]
    return joined(*(f"{_means(row)} {money(row.amount, order.currency)}" for row in rows))


def _means(tender: Tender) -> str:
    """By what it paid; a replacement is paid with what was paid before."""
    if tender.carried_from_id:
        return _("From the order before")
    return gateway(tender.payment.gateway if tender.payment else tender.kind)


def count(order: Order) -> int:
    return sum(line.quantity for line in order.lines.all())


def sums(order: Order) -> dict[str, Any]:
    """The order's arithmetic as rows that sum to its total."""
    rows: list[dict[str, Any]] = [{"label": pieces(count(order)), "amount": order.goods_total}]
    rows += [
        {"label": adjustment.label, "amount": adjustment.amount, "free": adjustment.amount == 0}
        for adjustment in order.adjustments.all()
    ]
    cents = any(row["amount"] != int(row["amount"]) for row in rows)
    return {"rows": rows, "total": order.total, "currency": order.currency, "cents": cents}


def total_label(order: Order) -> str:
    return _("Paid") if order.is_paid else _("To pay")
