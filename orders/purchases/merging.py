"""Purchases in a house are the account's that stays; so is what came of them."""

from minishop.merging import moves
from orders.purchases.models import Purchase

moves.add("purchases", lambda kept, gone: Purchase.objects.filter(member=gone).update(member=kept))
