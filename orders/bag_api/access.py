"""Whose bag a program asks for: the member's own, or the guest's whose token it sends.

A bag that is another's is not there. Nothing is merged by looking: that is asked for.
"""

from django.http import HttpRequest

from orders.carts import services as carts
from orders.carts.models import Cart

HEADER = "Bag-Token"


class NoSuchBag(LookupError):
    """No guest's bag has that token, or it has joined a member's."""


def opened(request: HttpRequest) -> Cart | None:
    """The bag, or None for who has none yet.

    Raises:
        NoSuchBag: a token was sent that opens none.
    """
    if request.user.is_authenticated:
        return Cart.objects.filter(user=request.user.pk).first()
    return guests(request)


def guests(request: HttpRequest) -> Cart | None:
    """The guest's bag of the token sent, or of the cookie our own pages keep.

    Raises:
        NoSuchBag: as `opened`.
    """
    cart = Cart.objects.filter(token=_plain(held(request)), user=None).first()
    if cart is None and request.headers.get(HEADER):
        raise NoSuchBag
    return cart


def held(request: HttpRequest) -> str:
    """The token that was sent, or the cookie's."""
    return request.headers.get(HEADER) or request.COOKIES.get(carts.COOKIE, "")


def started(request: HttpRequest) -> tuple[Cart, bool]:
    """The bag, and whether it was made for this."""
    if cart := opened(request):
        return cart, False
    if request.user.is_authenticated:
        return Cart.objects.get_or_create(user=request.user)
    return Cart.objects.create(), True


def merged(request: HttpRequest) -> Cart | None:
    """The member's bag, the guest's lines now in it; asked again, it is the same.

    Raises:
        NoSuchBag: as `opened`.
    """
    guest, own = guests(request), Cart.objects.filter(user=request.user.pk).first()
    return carts.merge(guest=guest, user=request.user, own=own) if guest else own


def _plain(token: str) -> str:
    """The token as a column can hold it; "-" is nobody's."""
    return token.replace("\0", "") or "-"
