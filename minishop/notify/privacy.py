"""What messages hold about a person, and for how long."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.notify import services as notify
from minishop.privacy import Holding, holdings


def export(user: Any) -> list[dict[str, Any]]:
    """The messages written to a member or to an address of theirs, as plain values."""
    told = notify.written_to(user).order_by("id")
    kept = ("created_at", "kind", "channel", "address", "subject", "body", "state")
    return [dict(row) for row in told.values(*kept)]


holdings.add(
    "messages",
    Holding(
        title=_("Messages"),
        what=_("Messages about your orders, with the address they went to"),
        why=_("To tell you what happens, and to show that we did"),
        kept=_("Half a year"),
        export=export,
        erase=lambda person: notify.erase(person=person),
        stays=_("That a message went out and when, without address or words"),
        remains=lambda: notify.written().filter(recipient__erased_at__isnull=False),
        overdue=notify.overdue,
    ),
)
