"""What the address book learns from an order."""

from typing import Any

from members.addresses import services as addresses
from members.addresses.models import TooMany
from orders.checkout.forms import CheckoutForm
from orders.fulfilment.models import ShippingAddress
from orders.orders.models import Order


def note(*, user: Any, form: CheckoutForm, order: Order) -> None:
    """The address an order is sent to was used just now; one the member wished to keep is in the book."""
    sent_to = ShippingAddress.objects.filter(fulfilment__order=order).first() if form.chosen else None
    if form.chosen and sent_to:
        addresses.used(address=form.chosen)
    elif form.cleaned_data["keep"] and user.is_authenticated:
        keep(user=user, order=order)


def keep(*, user: Any, order: Order) -> None:
    """Where the order goes is in the book, if it goes anywhere and there is room."""
    sent_to = ShippingAddress.objects.filter(fulfilment__order=order).first()
    if sent_to is None:
        return
    parts = {name: getattr(sent_to, name) for name in addresses.PARTS if name != "label"}
    try:
        addresses.used(address=addresses.add(user=user, **parts))
    except TooMany:
        return
