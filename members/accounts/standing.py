"""Who the club's gifts go to: members whose account is open, followed through mergers."""

from members.accounts.models import User


def member(user: User) -> User | None:
    """The member, locked: nobody is erased, closed or joined with another before what follows is done.

    Nobody for staff, and for whoever is erased or closed.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if row.merged_into:
        return member(row.merged_into)
    return None if row.is_staff or row.erased_at or not row.is_active else row
