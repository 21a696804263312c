"""Store credit: every movement is in the copy of one's data; an erasure lets it lapse."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.credit import services as credit
from members.credit.models import CreditGrant
from minishop.privacy import Holding, holdings


def _export(person: User) -> dict[str, Any]:
    told = credit.statement(person)
    lines = [
        {"at": line.at, "what": str(line.words), "amount": line.amount, "after": line.after}
        for line in told.lines
    ]
    given = CreditGrant.objects.filter(user=person).order_by("pk")
    notes = list(given.values("at", "amount", "currency", "reason", "note"))
    return {"balance": told.balance, "held": told.held, "movements": lines, "given": notes}


holdings.add(
    "credit",
    Holding(
        title=_("Store credit"),
        what=_("What we gave you, what you used, and why"),
        why=_("To pay with it, and to answer for it"),
        kept=_("For as long as the law has us keep the books"),
        export=_export,
        erase=credit.lapse,
        stays=_("Amounts and dates: the law has us keep the books. Credit not used lapses"),
        remains=lambda: CreditGrant.objects.filter(user__erased_at__isnull=False).exclude(note=""),
    ),
)
