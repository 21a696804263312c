"""A member's address book: at most twenty addresses, one of them the first choice whenever there is any.

What decides the first choice holds the member's row, so that two that are chosen at once follow each
other; behind it the table takes no second one. Two books that became one may hold more than twenty.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from members.accounts.models import User
from members.addresses.models import MOST, Address, TooMany

PARTS = ("label", "name", "phone", "province", "city", "district", "street")


@transaction.atomic
def add(*, user: User, is_default: bool = False, **parts: Any) -> Address:
    """The address stands in the book once, however often it is added; the first is the first choice.

    Raises:
        TooMany: twenty are there.
    """
    _hold(user)
    book = Address.objects.of(user)
    same = {name: value for name, value in parts.items() if name != "label"}
    row = book.filter(**same).first()
    if row is None:
        if book.count() >= MOST:
            raise TooMany
        row = Address.objects.create(user=user, **parts)
    if is_default or not book.filter(is_default=True).exists():
        _put_first(row)
    return row


@transaction.atomic
def change(*, address: Address, is_default: bool = False, **parts: Any) -> None:
    """The address reads as given; orders that went there keep what they were sent with."""
    _hold(address.user)
    Address.objects.filter(pk=address.pk).update(**parts)
    if is_default:
        _put_first(address)


@transaction.atomic
def held(*, address: Address, work: Callable[[Address], Any]) -> Any:
    """The work is done on the address as it now is, and nothing in the book moves meanwhile.

    Raises:
        Address.DoesNotExist: it has gone since it was read.
    """
    _hold(address.user)
    return work(Address.objects.get(pk=address.pk, user=address.user_id))


@transaction.atomic
def remove(*, address: Address) -> dict[str, Any]:
    """The address is gone, and the one used last is the first choice in its place; answers what it held."""
    _hold(address.user)
    held = {name: str(getattr(address, name)) for name in PARTS} | {"is_default": address.is_default}
    Address.objects.filter(pk=address.pk).delete()
    following = Address.objects.of(address.user).first()
    if following and not following.is_default:
        _put_first(following)
    return held


@transaction.atomic
def make_default(*, address: Address) -> None:
    """The address is the first choice, and no other is."""
    _hold(address.user)
    _put_first(address)


def used(*, address: Address) -> None:
    """Something was sent there just now."""
    Address.objects.filter(pk=address.pk).update(used_at=Now())


def forget(user: User) -> None:
    """No address of the member is left."""
    Address.objects.of(user).delete()


def _hold(user: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _put_first(address: Address) -> None:
    others = Address.objects.filter(user=address.user_id, is_default=True).exclude(pk=address.pk)
    others.update(is_default=False)
    Address.objects.filter(pk=address.pk).update(is_default=True)
