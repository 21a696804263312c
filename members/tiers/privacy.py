"""Memberships: all of them is in the copy of one's data; an erasure leaves dates and amounts of nobody."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.tiers import belonging
from members.tiers.models import Membership, PaidMembership, QualifyingFact, TierChange
from minishop.privacy import Holding, holdings


def _export(person: User) -> dict[str, Any]:
    own = Membership.objects.filter(user=person).values("number", "tier__code", "since", "kept_until")
    changes = TierChange.objects.filter(user=person).order_by("pk")
    facts = QualifyingFact.objects.filter(user=person).order_by("pk")
    paid = PaidMembership.objects.filter(user=person).order_by("pk")
    return {
        "membership": list(own),
        "history": list(changes.values("at", "before__code", "after__code", "why", "figure")),
        "counted": list(facts.values("at", "reference", "spend", "points")),
        "paid": list(paid.values("plan__tier__code", "starts_at", "ends_at", "revoked_at")),
    }


def _erase(person: User) -> None:
    """The number they were known by at the counter is nobody's."""
    for row in Membership.objects.filter(user=person).exclude(number__startswith="0"):
        row.number = "0" + belonging.a_number()[1:]
        row.save(update_fields=["number"])


def _remains() -> QuerySet[Membership]:
    return Membership.objects.filter(user__erased_at__isnull=False).exclude(number__startswith="0")


holdings.add(
    "tiers",
    Holding(
        title=_("Your membership"),
        what=_("Your member number, your tier and how you came into it, and what counted towards it"),
        why=_("To give you what your tier brings, and to answer for it"),
        kept=_("For as long as you are a member"),
        export=_export,
        erase=_erase,
        stays=_("Amounts and dates, under a number that is nobody’s"),
        remains=_remains,
    ),
)
