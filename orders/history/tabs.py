"""The tabs of the orders list: what each holds, as a claim about an order."""

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup.models import SHOWN

Step = Fulfilment.State
#: Returns that somebody has still to do something about.
UNDER_WAY = ("asked", "second", "awaited", "sent", "received", "refunding", "replacing")
_GOING = Q(state=Order.State.OPEN, payment_state__in=SHOWN)
#: With a piece that came, is still with its buyer, and about which nothing was ever said.
_UNSAID = Q(lines__fulfilment__state=Step.DONE, lines__sent__gt=F("lines__returned"), lines__review=None)


def _holding(way: str, *states: str) -> Q:
    """Orders that go ahead with such a fulfilment; one table, one join."""
    return _GOING & Q(fulfilments__way=way, fulfilments__state__in=states)


TABS = {
    "to-pay": (_("To pay"), Q(state=Order.State.OPEN, payment_state=Order.PaymentState.DUE)),
    "to-ship": (_("To ship"), _holding(Way.SHIP, Step.WAITING, *Fulfilment.IN_HOUSE)),
    "to-collect": (_("To collect"), _holding(Way.PICKUP, Step.WAITING, *Fulfilment.IN_HOUSE, Step.NO_SHOW)),
    "to-receive": (_("To receive"), _holding(Way.SHIP, Step.SHIPPED)),
    "to-review": (_("To review"), _UNSAID),
    "after-sale": (_("After-sale"), Q(returns__state__in=UNDER_WAY)),
}


def counted(orders: QuerySet[Order], here: str) -> list[dict[str, object]]:
    """The tabs in order with how many each holds; All comes first and counts nothing."""
    counts = {
        code.replace("-", "_"): Count("pk", filter=claim, distinct=True) for code, (_n, claim) in TABS.items()
    }
    found = orders.order_by().aggregate(**counts)
    tabs = [{"code": "", "label": _("All"), "count": 0, "here": here not in TABS}]
    for code, (label, _claim) in TABS.items():
        tabs.append(
            {"code": code, "label": label, "count": found[code.replace("-", "_")], "here": code == here}
        )
    return tabs


def held(orders: QuerySet[Order], here: str) -> QuerySet[Order]:
    """The orders of a tab, newest first."""
    return (orders.filter(TABS[here][1]).distinct() if here in TABS else orders).order_by("-placed_at", "-pk")
