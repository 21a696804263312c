"""Orders are the account's that stays, whatever has become of them."""

from typing import Any

from django.utils.translation import ngettext

from minishop.merging import moves, words
from orders.orders.models import Order


def say(gone: Any) -> str:
    count = Order.objects.of(gone).count()
    return ngettext("%(count)d order", "%(count)d orders", count) % {"count": count} if count else ""


moves.add("orders", lambda kept, gone: Order.objects.of(gone).update(user=kept))
words.add("orders", say)
