"""Coupons: all of them are in the copy of one's data; an erasure ends those not used."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import IssuedCoupon
from minishop.privacy import Holding, holdings

OPEN = ["ready", "offered"]


def _export(person: User) -> dict[str, Any]:
    kept = ("coupon__title", "state", "source", "issued_at", "starts_at", "ends_at", "used_for", "used_at")
    own = IssuedCoupon.objects.filter(user=person).order_by("pk").values(*kept)
    given = person.coupons_given.order_by("pk")
    return {
        "coupons": list(own),
        "given": list(given.values("issued__coupon__title", "offered_at", "taken_at", "recalled_at")),
    }


def erase(person: User) -> None:
    """Nothing of theirs can be used any more; what an order has stays with it."""
    for row in IssuedCoupon.objects.filter(user=person, state__in=OPEN).order_by("pk"):
        coupons.revoke(issued=row, why="erased")


holdings.add(
    "coupons",
    Holding(
        title=_("Coupons"),
        what=_("The coupons you had, what they were used for, and those you gave to a friend"),
        why=_("To take them off what you buy, and to keep to what was promised of each"),
        kept=_("For as long as you have an account"),
        export=_export,
        erase=erase,
        stays=_("Which coupon was used for which order, without a name: the books hang on it"),
        remains=lambda: IssuedCoupon.objects.filter(user__erased_at__isnull=False, state__in=OPEN),
    ),
)
