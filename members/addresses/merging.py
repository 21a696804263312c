"""All addresses are in one book, with one first choice: that of the account that stays.

The book may then hold more than anyone may add (`MOST`): nothing is dropped, and nothing added until one
is below.
"""

from typing import Any

from django.utils.translation import ngettext

from members.addresses.models import Address
from minishop.merging import moves, words


def move(kept: Any, gone: Any) -> None:
    theirs = Address.objects.filter(user=gone)
    if Address.objects.filter(user=kept, is_default=True).exists():
        theirs.update(is_default=False)
    theirs.update(user=kept)


def say(gone: Any) -> str:
    count = Address.objects.filter(user=gone).count()
    return ngettext("%(count)d address", "%(count)d addresses", count) % {"count": count} if count else ""


moves.add("addresses", move)
words.add("addresses", say)
