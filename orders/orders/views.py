"""The signed link of a message: this browser may see the order, and goes to its page."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orders.orders import access


@never_cache
@require_safe
def open_link(request: HttpRequest, number: str, key: str) -> HttpResponseRedirect:
    """The key leaves the address bar, so that it is not passed on by accident."""
    order = access.opened(number, key)
    response = redirect("order", number=order.number)
    access.remember(request, response, order)
    return response
