"""What is held about those who wait for a piece."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from catalog.alerts import services as alerts
from catalog.alerts.models import StockAlert
from minishop.privacy import Holding, holdings


def _of(person: Any) -> QuerySet[StockAlert]:
    """Asked for as a member, or with an address that is theirs."""
    mine = Q(user=person)
    if person.email:
        mine |= Q(email=person.email)
    if person.phone:
        mine |= Q(phone=str(person.phone))
    return StockAlert.objects.filter(mine).order_by("pk")


def export(person: Any) -> list[dict[str, Any]]:
    """What the person waits for, as plain values."""
    kept = ("created_at", "variant__sku", "email", "phone", "told_at")
    return [dict(row) for row in _of(person).values(*kept)]


def erase(person: Any) -> int:
    """Nothing is held any more of what `export` tells."""
    return _of(person).delete()[0]


holdings.add(
    "alerts",
    Holding(
        title=_("Pieces you wait for"),
        what=_("The piece, and the e-mail or phone you gave for it, unless you are signed in"),
        why=_("To write to you once when it is back"),
        kept=_("The address until we wrote or you took it back, and at most half a year"),
        export=export,
        erase=erase,
        remains=lambda: StockAlert.objects.filter(user__erased_at__isnull=False),
        overdue=alerts.overdue,
    ),
)
