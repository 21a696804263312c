"""An order may be followed by whoever may see it."""

from django.http import HttpRequest

from minishop import events
from orders.orders import access


def find(request: HttpRequest, number: str) -> str:
    """The order as events name it.

    Raises:
        Http404: there is none, or it is another's.
    """
    return events.subject_of(access.visible_order(request, number))
