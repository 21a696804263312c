"""The visitor's own house: remembered by their browser alone, shown first where houses are offered."""

from django.http import HttpRequest, HttpResponse

from catalog.shelf import services as shelf
from orders.stores.models import Store

COOKIE = "house"
COOKIE_AGE = 60 * 60 * 24 * 365


def houses() -> list[Store]:
    """Where one can collect, in order; at most two minutes old, as everything on the shelf."""
    return shelf.read("houses", lambda: list(Store.objects.for_pickup()))


def code(request: HttpRequest) -> str:
    """The code of the visitor's house while it is one where people collect; empty without one."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if kept and any(house.code == kept for house in houses()) else ""


def remember(request: HttpRequest, response: HttpResponse, house: Store | None) -> None:
    """The browser keeps the house, or forgets what it kept."""
    if house is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        secure = request.is_secure()
        response.set_cookie(COOKIE, house.code, COOKIE_AGE, httponly=True, samesite="Lax", secure=secure)
