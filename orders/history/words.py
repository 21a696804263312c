"""Small phrases about an order: how it was paid, what it holds, what it adds up to."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop.templatetags.shop import money, pieces
from orders.orders.models import Order
from payments.gateways import registry


def gateway(code: str) -> str:
    """How shoppers read a gateway, also one that is no longer offered."""
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


def tenders(order: Order) -> str:
    """Each means of payment with its amount: WeChat Pay ¥830.20."""
    parts = []
    for tender in order.tenders.all():
        label = gateway(tender.payment.gateway) if tender.payment else ""
        parts.append(f"{label} {money(tender.amount, order.currency)}".strip())
    return joined(*parts)


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
