"""What staff see of a member's data rights, and the note that they looked."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from members.accounts.models import User
from members.consents import services as consents
from members.rights.models import DataCopy, Erasure
from minishop import events


def agreed(user: User) -> str:
    """The purposes the person agrees to now."""
    return ", ".join(str(one.purpose.title) for one in consents.of(user) if one.is_given) or "—"


def wishes(user: User) -> str:
    """Copies asked for and the wish to be erased, each with its day."""
    copies = DataCopy.objects.filter(user=user).order_by("-pk")[:5]
    told = [_("copy of %(day)s") % {"day": _day(copy.asked_at)} for copy in copies]
    erasure = Erasure.objects.filter(user=user).first()
    if erasure is None:
        return ", ".join(told) or "—"
    words = _("erased on %(day)s") if erasure.done_at else _("to be erased, asked on %(day)s")
    return ", ".join([words % {"day": _day(erasure.done_at or erasure.asked_at)}, *told])


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT")


def looked_at(user: User, *, actor: Any) -> None:
    """The audit trail tells that this member of the staff read this person's data, unless it is their own."""
    if user.pk != actor.pk:
        events.emit("person.viewed", subject=user, actor=actor)
