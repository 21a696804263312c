"""A member's account of points, and the lock that every verb takes first."""

from members.accounts.models import User
from members.lots import expiry
from members.lots.models import PointsAccount


def locked(user: User) -> PointsAccount:
    """The member's account, or that of the account theirs was joined into, locked, nothing in it overdue.

    Who it is was read under the lock: nobody becomes one with another while it is held.
    """
    pk = user.pk
    while True:
        account = opened(pk)
        if account.user.merged_into_id is None:
            if account.lots.overdue().exists():
                expiry.empty([account.pk])
            return account
        pk = account.user.merged_into_id


def opened(pk: int) -> PointsAccount:
    """The person's own account, locked; opened where there was none."""
    if not PointsAccount.objects.filter(user=pk).exists():
        PointsAccount.objects.get_or_create(user_id=pk)
    account = PointsAccount.objects.select_for_update(no_key=True).get(user=pk)
    account.user = User.objects.get(pk=pk)
    return account


def may_have(user: User) -> bool:
    """Whether the person is given points: nobody who works here, was erased, or joined into another."""
    return not (user.is_staff or user.erased_at or user.merged_into_id)
