"""What a person agreed to is itself held, and for how long."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.consents.models import Consent
from minishop.privacy import Holding, holdings


def export(person: Any) -> list[dict[str, Any]]:
    """Every yes and no, oldest first, as plain values."""
    told = ("at", "purpose", "is_given", "wording", "source")
    return list(Consent.objects.filter(user=person).order_by("pk").values(*told))


holdings.add(
    "consents",
    Holding(
        title=_("What you agreed to"),
        what=_("Each yes and no for each purpose, with the words you read, where and when"),
        why=_("To do only what you agreed to, and to be able to show it"),
        kept=_("For as long as you have the account"),
        export=export,
        stays=_("Each yes and no under a number without a name, as proof that we asked"),
    ),
)
