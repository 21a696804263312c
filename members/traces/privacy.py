"""What sessions and the admin's own notes hold about people."""

from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.devices import services as devices
from members.devices.models import Device
from members.traces import services as traces
from minishop.privacy import Holding, holdings


def _sessions(person: User) -> list[Any]:
    told = ("agent", "way", "signed_in_at", "seen_at")
    return list(Device.objects.filter(user=person).order_by("pk").values(*told))


def _noted(person: User) -> list[Any]:
    about = traces.entries_about(User.objects.filter(pk=person.pk))
    return list(about.order_by("pk").values("action_time", "object_repr"))


def _erased() -> QuerySet[User]:
    return User.objects.filter(erased_at__isnull=False)


holdings.add(
    "sessions",
    Holding(
        title=_("Where you are signed in"),
        what=_("For each browser you are signed in with, its name, when, and what it needs meanwhile"),
        why=_("To know you from one page to the next, and to show you where you are signed in"),
        kept=_("Until you sign out, and at most 60 days after you were last here"),
        export=_sessions,
        erase=lambda person: devices.end_of(person.pk),
        remains=lambda: Device.objects.filter(user__erased_at__isnull=False),
        overdue=lambda: traces.old_sessions(late=2 * traces.DAY),
    ),
)
holdings.add(
    "notes",
    Holding(
        title=_("Notes of the shop’s own desk"),
        what=_("When our staff changed your account, and sign-ins at our staff’s door with your e-mail"),
        why=_("To be able to tell who changed what, and to keep strangers out"),
        kept=_("Changes for as long as you have the account, sign-ins 90 days"),
        export=_noted,
        erase=lambda person: traces.unname(person=person),
        stays=_("That something was changed and by whom, without your name"),
        remains=lambda: traces.entries_about(_erased()),
        overdue=lambda: chain(*traces.old_doors(late=2 * traces.DAY)),
    ),
)
