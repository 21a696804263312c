"""What is done to a bag from afar: only if it still is as it was read, and all of it or nothing."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from orders.bag_api.access import NoSuchBag
from orders.carts import services as carts
from orders.carts.models import Cart
from orders.stores.models import Store

T = TypeVar("T")


class NoSuchLine(LookupError):
    """The bag has no such line, or no longer."""


@transaction.atomic
def agreed(*, cart: Cart, still: Callable[[Cart], None], work: Callable[[], T]) -> T:
    """The work was done on a bag that `still` let pass; nobody changes it between look and deed.

    Raises:
        NoSuchBag: the bag has joined another.
        Whatever `still` raises to refuse.
    """
    if Cart.objects.select_for_update().filter(pk=cart.pk).first() is None:
        raise NoSuchBag
    still(cart)
    return work()


@transaction.atomic
def edit(
    *, cart: Cart, line_id: int, quantity: int | None = None, way: str = "", store: Store | None = None
) -> None:
    """The line has so many pieces and travels that way, joined with the same pieces that already do.

    Raises:
        NoSuchLine: it is not there.
    """
    if not cart.lines.filter(pk=line_id).exists():
        raise NoSuchLine
    if quantity is not None:
        carts.change(cart=cart, line_id=line_id, quantity=quantity)
    if way:
        carts.send(cart=cart, line_ids=[line_id], way=way, store=store)


def remove(*, cart: Cart, line_id: int) -> None:
    """The line is out of the bag.

    Raises:
        NoSuchLine: it is not there.
    """
    if carts.remove(cart=cart, line_id=line_id) is None:
        raise NoSuchLine
