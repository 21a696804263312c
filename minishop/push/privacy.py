"""What push holds about a person, and for how long."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.privacy import Holding, holdings
from minishop.push import services as push
from minishop.push.models import Subscription


def export(user: Any) -> list[dict[str, Any]]:
    """The member's browsers that are told, and what they follow, as plain values."""
    rows = Subscription.objects.filter(user=user).order_by("id").prefetch_related("followings")
    return [
        {
            "endpoint": row.endpoint,
            "agent": row.agent,
            "language": row.language,
            "created_at": row.created_at,
            "used_at": row.used_at,
            "follows": [following.subject for following in row.followings.all()],
        }
        for row in rows
    ]


holdings.add(
    "push",
    Holding(
        title=_("Notifications"),
        what=_("Where your browser can be reached, which browser it is, and the orders it follows"),
        why=_("To tell you on your phone what you asked to be told"),
        kept=_("Until you switch it off or sign out, and half a year without use"),
        export=export,
        erase=lambda person: push.end_all(user=person),
        remains=lambda: Subscription.objects.filter(user__erased_at__isnull=False),
        overdue=push.overdue,
    ),
)
