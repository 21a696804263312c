"""Both bags are one, the same pieces counted together."""

from typing import Any

from minishop.merging import moves
from orders.carts import services as carts
from orders.carts.models import Cart


def move(kept: Any, gone: Any) -> None:
    if theirs := Cart.objects.filter(user=gone).first():
        carts.merge(guest=theirs, user=kept, own=Cart.objects.filter(user=kept).first())


moves.add("bags", move)
