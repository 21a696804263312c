"""A birthday, which privileges hang on: once told it changes at most once a year; taking it back is free."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from members.accounts.models import BirthdayFixed, User
from minishop import events

YEAR = timedelta(days=365)


@transaction.atomic
def tell(*, user: User, birthday: date | None) -> None:
    """The birthday is known, or nothing is known of it.

    Raises:
        BirthdayFixed: it was told less than a year ago, and nothing has changed.
    """
    if birthday == user.birthday:
        return
    mine = User.objects.filter(pk=user.pk)
    if birthday is None:
        mine.update(birthday=None)
    elif not mine.filter(_free()).update(birthday=birthday, birthday_set_at=Now()):
        user.refresh_from_db(fields=["birthday", "birthday_set_at"])
        assert user.birthday_set_at is not None
        raise BirthdayFixed(user.birthday_set_at + YEAR)
    user.birthday = birthday
    if birthday:
        events.emit("member.birthday_told", subject=user, actor=user)


def _free() -> Q:
    return Q(birthday_set_at=None) | Q(birthday_set_at__lt=Now() - YEAR)
