"""What every page may say of the bag."""

from django.conf import settings
from django.http import HttpRequest

from minishop.context.facts import facts
from orders.carts import services as carts


def bag_pieces(request: HttpRequest) -> int:
    """Pieces in the visitor's bag; who has neither bag nor session costs no query."""
    if not {carts.COOKIE, settings.SESSION_COOKIE_NAME} & set(request.COOKIES):
        return 0
    return carts.pieces(request)


facts.add("bag_pieces", bag_pieces)
