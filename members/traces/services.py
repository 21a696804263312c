"""What the framework notes about people beside our own tables: sessions, the admin's log, wrong passwords.

Django's log of the admin calls people by the name they had then, axes by what they typed; both forget
with us.
"""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models.functions import Now

from members.accounts.models import User

BLANKED = "—"
#: Sign-ins at the admin's door, right and wrong.
KEPT = timedelta(days=90)
DAY = timedelta(days=1)
DOORS: tuple[type[models.Model], ...] = (AccessAttempt, AccessFailureLog, AccessLog)


def entries_about(people: models.QuerySet[User]) -> models.QuerySet[LogEntry]:
    """The admin log's entries about these people that still call them by name."""
    about = models.Q(content_type=ContentType.objects.get_for_model(User))
    keys = people.annotate(key=models.functions.Cast("pk", models.TextField())).values("key")
    return LogEntry.objects.filter(about, object_id__in=keys).exclude(object_repr=BLANKED)


@transaction.atomic
def unname(*, person: User) -> None:
    """Neither the admin's log nor the list of wrong passwords says any more who the person was."""
    entries_about(User.objects.filter(pk=person.pk)).update(object_repr=BLANKED, change_message="")
    typed = [name for name in (person.email, str(person.phone or "")) if name]
    for door in DOORS:
        door._default_manager.filter(username__in=typed).delete()


def old_sessions(*, late: timedelta = timedelta(0)) -> models.QuerySet[Session]:
    """Sessions that ran out, so long ago at least."""
    return Session.objects.filter(expire_date__lt=Now() - late)


def old_doors(*, late: timedelta = timedelta(0)) -> list[models.QuerySet[Any]]:
    """Sign-ins at the admin's door kept long enough, and so much longer at least."""
    return [door._default_manager.filter(attempt_time__lt=Now() - KEPT - late) for door in DOORS]


def forget() -> int:
    """Sessions that ran out and old sign-ins at the admin's door are gone; how many there were."""
    return sum(rows.delete()[0] for rows in (old_sessions(), *old_doors()))
