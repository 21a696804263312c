"""What is held about how a person is known elsewhere."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.identities.models import Identity
from minishop.privacy import Holding, holdings


def export(person: Any) -> list[dict[str, Any]]:
    """Each provider's name for the person, as plain values."""
    told = ("provider", "subject", "nickname", "linked_at", "used_at")
    return list(Identity.objects.filter(user=person).order_by("pk").values(*told))


holdings.add(
    "identities",
    Holding(
        title=_("How you are known elsewhere"),
        what=_("The number by which WeChat knows you here, and the name you go by there"),
        why=_("To let you in without a code"),
        kept=_("Until you unlink it, or the account is erased"),
        export=export,
        erase=lambda person: Identity.objects.filter(user=person).delete(),
        remains=lambda: Identity.objects.filter(user__erased_at__isnull=False),
    ),
)
