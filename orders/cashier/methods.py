"""Ways to pay an order, the last used first, and how long its pieces are held."""

from typing import Any

from django.utils.translation import gettext as _

from minishop import clock
from orders.carts.models import Way
from orders.history import words
from orders.orders.models import Order
from orders.tenders.models import Tender
from payments.attempts.models import Payment
from payments.gateways import registry

IN_STORE = "offline"
MARKS = {"wechatpay": "wechat", "alipay": "wallet", IN_STORE: "house"}

label = words.gateway


def offered(order: Order) -> list[dict[str, Any]]:
    """What may be chosen, the last used first and ticked."""
    last = _last_used(order)
    codes = [code for code in registry.enabled() if code != IN_STORE or may_pay_in_store(order)]
    codes.sort(key=lambda code: (code != last, code == IN_STORE))
    return [
        {
            "code": code,
            "label": label(code),
            "mark": MARKS.get(code, "card"),
            "hint": _hint(code, last),
            "is_first": place == 0,
        }
        for place, code in enumerate(codes)
    ]


def may_pay_in_store(order: Order) -> bool:
    """Only pieces that are all collected in one store can be paid at its counter."""
    return [one.way for one in order.fulfilments.all()] == [Way.PICKUP]


def hold(order: Order) -> dict[str, Any]:
    """Seconds left and in all, by the database's clock."""
    now = clock.now()
    if order.expires_at is None:
        return {"now": now, "left": None}
    left = max(0, int((order.expires_at - now).total_seconds()))
    whole = max(left, int((order.expires_at - order.placed_at).total_seconds()))
    return {"now": now, "left": left, "whole": whole, "left_words": f"{left // 60}:{left % 60:02d}"}


def _hint(code: str, last: str) -> str:
    if code == IN_STORE:
        return _("At the counter, when you collect")
    return _("Used last time") if code == last else ""


def _last_used(order: Order) -> str:
    """The gateway of this order's latest attempt, or of the member's last paid order."""
    of_order = (
        Payment.objects.of(order.reference).order_by("-chosen_at", "-pk").values_list("gateway", flat=True)
    )
    if (code := of_order.first()) or order.user_id is None:
        return code or ""
    paid = Tender.objects.filter(order__user=order.user_id, payment__isnull=False).order_by("-pk")
    return paid.values_list("payment__gateway", flat=True).first() or ""
