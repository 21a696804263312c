"""Orders are the account's that stays, whatever has become of them."""

from minishop.merging import moves
from orders.orders.models import Order

moves.add("orders", lambda kept, gone: Order.objects.of(gone).update(user=kept))
