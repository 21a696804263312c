"""Activities and invitations: all of it is in the copy of one's data; an erasure ends the invitation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.activities.models import ActivityDone, Invitation, Referral
from minishop.privacy import Holding, holdings


def _export(person: User) -> dict[str, Any]:
    done = ActivityDone.objects.filter(user=person).order_by("pk")
    brought = Referral.objects.filter(referrer=person).order_by("pk")
    return {
        "done": list(done.values("at", "activity__code", "points")),
        "invitations": list(Invitation.objects.filter(user=person).values_list("code", flat=True)),
        "brought": list(brought.values("at", "rewarded_at")),
        "was_brought": Referral.objects.filter(newcomer=person).exists(),
    }


holdings.add(
    "activities",
    Holding(
        title=_("What you did for points"),
        what=_("What you did for points and when, your invitation, and that someone came by it"),
        why=_("To give you the points, once"),
        kept=_("For as long as you have an account"),
        export=_export,
        erase=lambda person: Invitation.objects.filter(user=person).delete(),
        stays=_("That it was done, without a name: the books of points hang on it"),
        remains=lambda: Invitation.objects.filter(user__erased_at__isnull=False),
    ),
)
