"""All addresses are in one book, with one first choice: that of the account that stays."""

from typing import Any

from members.addresses.models import Address
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    theirs = Address.objects.filter(user=gone)
    if Address.objects.filter(user=kept, is_default=True).exists():
        theirs.update(is_default=False)
    theirs.update(user=kept)


moves.add("addresses", move)
