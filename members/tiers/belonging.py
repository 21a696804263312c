"""The row by which somebody is in the club: made once, and the lock of every verb of tiers."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction

from members.tiers import standing
from members.tiers.models import Membership, TierChange
from minishop import events

DIGITS = 10


def membership(member: int) -> Membership:
    """The member's row; whoever makes it tells that somebody joined."""
    if known := Membership.objects.select_related("tier").filter(user=member).first():
        return known
    lowest = standing.base()
    for _try in range(5):
        told = {"number": a_number(), "tier": lowest}
        try:
            with transaction.atomic():
                row, is_new = Membership.objects.get_or_create(user_id=member, defaults=told)
        except IntegrityError:
            continue
        if is_new:
            TierChange.objects.create(user_id=member, after=lowest, why=TierChange.Why.JOINED)
            events.emit("membership.joined", subject=row, member=member)
        return row
    raise RuntimeError("no free number for a membership")


def a_number() -> str:
    """Ten random digits, of which the first is no zero."""
    return str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))


def locked(user: Any) -> Membership | None:
    """The member's own membership under its lock, made where there is none; none for staff and the erased.

    While we waited for the lock the account may have become another's: then it is that one's.
    """
    member = standing.someone(user)
    if member is None:
        return None
    row = hold(membership(member.pk).pk)
    now = standing.someone(member)
    return row if now is not None and now.pk == row.user_id else locked(member)


def hold(pk: int) -> Membership:
    """This row, locked.

    Without a join: where the row changed while we waited, a join over it would find nothing.
    """
    return Membership.objects.select_for_update().get(pk=pk)
