"""Order numbers: short to read out, impossible to guess."""

import secrets

from django.conf import settings

from orders.orders.models import Order

#: Crockford's base 32: no I, L, O or U to misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """A number no order has, `LL-XXXX-XXXX`; 40 random bits, and the constraint behind it."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
        number = f"{settings.ORDER_PREFIX}-{signs[:4]}-{signs[4:]}"
        if not Order.objects.filter(number=number).exists():
            return number
