"""What a purchase in a house reads like for the member, and what they may use there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.accounts.models import User
from members.lots.models import PointsLot
from members.points import services as points
from members.tiers import services as tiers
from minishop import clock
from minishop.templatetags.shop import money
from orders.history import moments
from orders.purchases import rules
from orders.purchases.models import Purchase

#: So many coupons and receipts stand under the code.
COUPONS, RECEIPTS = 3, 2
Row = dict[str, str]


def pieces(count: int) -> str:
    return ngettext("%(count)s point", "%(count)s points", count) % {"count": f"{count:,}"}


def beside_code(user: User) -> list[Row]:
    """What can be used at the counter, and the latest receipts."""
    say_so = _("Say so before you pay; it is taken off at the till.")
    mine = rules.at_counter(user)[:COUPONS]
    own = [_row("ticket", one.coupon.t.title, say_so, "me-coupons") for one in mine]
    if free := points.figures(user).free:
        own.append(_row("star", pieces(free), _("They can pay a part of it."), "me-points"))
    made = Purchase.objects.filter(member=user).select_related("store")[:RECEIPTS]
    return own + [_row("paid", title(one), receipt(one), "purchase", one.pk) for one in made]


def title(purchase: Purchase) -> str:
    """Where it was: Seen at Wukang Road."""
    words = _("Taken back at %(store)s") if purchase.undone_at else _("Seen at %(store)s")
    return words % {"store": purchase.store.t.name}


def receipt(purchase: Purchase) -> str:
    """How much and when, in a line."""
    told = {"amount": money(purchase.paid, purchase.currency), "moment": moments.inside(purchase.at)}
    return _("%(amount)s, %(moment)s") % told


def came_of(purchase: Purchase) -> list[Row]:
    """What it earned, and where the member stands now."""
    if purchase.undone_at:
        return [_row("undo", _("Nothing of it counts any more"), _("Points and coupon are yours again."), "")]
    rows = []
    if purchase.earned:
        earned = _("%(points)s earned") % {"points": pieces(purchase.earned)}
        rows.append(_row("star", earned, _settles(purchase), "me-points"))
    standing = tiers.of(purchase.member)
    tier = _("You are %(tier)s") % {"tier": standing.tier.t.name}
    return [*rows, _row("moon", tier, _("See what it brings you."), "me-tier")]


def _settles(purchase: Purchase) -> str:
    lot = PointsLot.objects.filter(kind=PointsLot.Kind.PURCHASE, source=purchase.reference).first()
    if lot is None or lot.settles_at is None or lot.settled_at or lot.settles_at <= clock.now():
        return _("You can spend them now.")
    return _("You can spend them from %(day)s on.") % {"day": moments.day(lot.settles_at)}


def _row(mark: str, title: str, words: str, name: str, *of: Any) -> Row:
    return {"mark": mark, "title": title, "words": words, "href": reverse(name, args=of) if name else ""}
