"""Who may see an order: its member, the browser that placed it, and whoever holds its signed link.

To everyone else it does not exist.
"""

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from orders.orders.models import Order, OrderQuerySet

COOKIE = "orders"
#: How a program says the key of a signed link.
HEADER = "Order-Key"
COOKIE_AGE = 60 * 60 * 24 * 180
#: A browser remembers this many orders, the latest.
MOST = 20
_links = signing.Signer(salt="order-link")


def visible_orders(request: HttpRequest) -> OrderQuerySet:
    """The orders this visitor may see, latest first."""
    mine = Q(pk__in=remembered(request))
    if request.user.is_authenticated:
        mine |= Q(user=request.user)
    return Order.objects.filter(mine).order_by("-placed_at", "-pk")


def visible_order(request: HttpRequest, number: str) -> Order:
    """The order, if this visitor may see it.

    Raises:
        Http404: there is none, or it is another's.
    """
    order = Order.objects.filter(number=number.upper()).first()
    if order is None or not (is_owner(request, order) or order.pk in remembered(request)):
        raise Http404
    return order


def asked_order(request: HttpRequest, number: str) -> Order:
    """The same for programs, which may send the key of the order's signed link instead of a cookie.

    Raises:
        Http404: there is none, or it is another's.
    """
    key = _key(request)
    return opened(number, key) if key else visible_order(request, number)


def held(request: HttpRequest) -> str:
    """What lets a guest see an order: the key that was sent, or the browser's cookie."""
    return _key(request) or request.COOKIES.get(COOKIE, "")


def _key(request: HttpRequest) -> str:
    return request.headers.get(HEADER) or request.GET.get("key", "")


def is_owner(request: HttpRequest, order: Order) -> bool:
    """Whether its member asks, signed in; a browser that remembers it, or a link, is not enough."""
    return order.user_id is not None and order.user_id == request.user.pk


def remembered(request: HttpRequest) -> list[int]:
    """The orders of this browser's signed cookie; none when it was tampered with or is too old."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return []


def remember(request: HttpRequest, response: HttpResponse, order: Order) -> None:
    """This browser may see the order from now on; a member's own orders need no cookie."""
    if is_owner(request, order):
        return
    known = [pk for pk in remembered(request) if pk != order.pk]
    value = signing.dumps([*known, order.pk][-MOST:], salt=COOKIE)
    response.set_cookie(COOKIE, value, COOKIE_AGE, httponly=True, samesite="Lax", secure=request.is_secure())


def order_link(order: Order) -> str:
    """The absolute address that opens the order for whoever holds it; for messages."""
    return settings.PUBLIC_URL + reverse("order-link", args=[order.number, link_key(order)])


def link_key(order: Order) -> str:
    return _links.signature(f"{order.pk}:{order.number}")


def opened(number: str, key: str) -> Order:
    """The order a signed link stands for.

    Raises:
        Http404: the link is not ours.
    """
    order = Order.objects.filter(number=number.upper()).first()
    if order is None or not constant_time_compare(key, link_key(order)):
        raise Http404
    return order
