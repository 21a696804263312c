"""What pages, letters and programs say of tiers and what they bring, in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members.tiers.models import Tier, TierChange, TierProgramme
from members.tiers.standing import Standing
from minishop.registry import Registry
from minishop.templatetags.shop import money

#: What keeps a tier is said when its end is so near.
SOON = timedelta(days=90)
WHY = {
    TierChange.Why.JOINED: gettext_lazy("You joined the club"),
    TierChange.Why.REACHED: gettext_lazy("Reached by what you bought"),
    TierChange.Why.LAPSED: gettext_lazy("The time it was kept for ended"),
    TierChange.Why.TAKEN_BACK: gettext_lazy("What brought it went back"),
    TierChange.Why.STAFF: gettext_lazy("Given to you by the house"),
    TierChange.Why.IMPORTED: gettext_lazy("Brought along from before"),
    TierChange.Why.MERGED: gettext_lazy("Brought over from your other account"),
}


@dataclass(frozen=True, slots=True)
class Perk:
    """Something a tier brings, with a drawing beside it."""

    mark: str
    title: str
    words: str = ""


#: What other features bring to members of a tier.
perks: Registry[Callable[[Tier], Iterable[Perk]]] = Registry("perk of a tier")


def brings(tier: Tier) -> list[Perk]:
    """What the tier brings, the figures first, then what others add, then what staff wrote."""
    lines = [line.strip() for line in tier.t.privileges.splitlines() if line.strip()]
    others = [perk for _name, tell in perks for perk in tell(tier)]
    return [*_figures(tier), *others, *(Perk("star", line) for line in lines)]


def _figures(tier: Tier) -> list[Perk]:
    found = []
    if tier.discount_percent:
        off = _("%(percent)s%% off every piece") % {"percent": percent(tier)}
        found.append(Perk("ticket", off, _("Taken off before coupons")))
    if tier.earn_multiplier > 1:
        times = {"times": f"{tier.earn_multiplier.normalize():f}"}
        found.append(Perk("moon", _("%(times)s times the points") % times, _("For everything you buy")))
    if tier.free_shipping:
        found.append(Perk("van", _("Free delivery"), _("Whatever the order comes to")))
    if tier.early_hours:
        hours = ngettext("%(n)d hour early", "%(n)d hours early", tier.early_hours) % {"n": tier.early_hours}
        found.append(Perk("clock", _("New pieces are yours %(early)s") % {"early": hours}))
    return found


def percent(tier: Tier) -> str:
    """What the tier takes off, such as "5"."""
    return f"{tier.discount_percent.normalize():f}"


def amount(value: Any, rules: TierProgramme) -> str:
    """What counts, as money or as points."""
    if rules.basis == TierProgramme.Basis.POINTS:
        return ngettext("%(n)s point", "%(n)s points", int(value)) % {"n": f"{int(value):,}"}
    return money(value)


def to_next(told: Standing) -> str:
    """What is missing to the next tier; empty where there is none above."""
    if told.next is None:
        return ""
    facts = {"amount": amount(told.missing, told.programme), "tier": told.next.t.name}
    if told.programme.period == TierProgramme.Period.CALENDAR:
        facts["day"] = date_format(timezone.localtime().replace(month=12, day=31), "MONTH_DAY_FORMAT")
        return _("%(amount)s more by %(day)s and you are %(tier)s") % facts
    return _("%(amount)s more and you are %(tier)s") % facts


def to_keep(told: Standing) -> str:
    """Until when the tier is sure, and what keeps it beyond; empty for the lowest."""
    if told.paid_until:
        return _("Yours until %(day)s, as you bought it") % {"day": day(told.paid_until)}
    if told.kept_until is None or told.programme.downgrade == TierProgramme.Downgrade.NEVER:
        return ""
    facts = {"day": day(told.kept_until), "tier": told.tier.t.name}
    is_far = told.kept_until > timezone.now() + SOON
    if is_far or not told.to_keep or not told.tier.threshold:
        return _("%(tier)s is yours until %(day)s") % facts
    facts["amount"] = amount(told.to_keep, told.programme)
    return _("%(tier)s is yours until %(day)s; %(amount)s more keeps it") % facts


def counts(rules: TierProgramme) -> str:
    """How tiers are counted, in a sentence."""
    if rules.period == TierProgramme.Period.CALENDAR:
        return _("What you buy within a year counts, from 1 January to 31 December, less what goes back.")
    told = {"n": rules.months}
    return (
        ngettext(
            "What you bought within the last month counts, less what went back.",
            "What you bought within the last %(n)d months counts, less what went back.",
            rules.months,
        )
        % told
    )


def day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def why(change: TierChange) -> Any:
    return WHY[TierChange.Why(change.why)]


@dataclass(frozen=True, slots=True)
class Step:
    """A tier as the ladder shows it: what it asks, and what it brings."""

    tier: Tier
    asks: str
    brings: list[Perk]
    is_own: bool
    is_next: bool


def ladder(told: Standing) -> list[Step]:
    """Every tier, from everybody's to the highest."""
    return [
        Step(tier, asks(tier, told.programme), brings(tier), tier == told.tier, tier == told.next)
        for tier in Tier.objects.order_by("rank")
    ]


def asks(tier: Tier, rules: TierProgramme) -> str:
    """What brings the tier."""
    if tier.threshold is None:
        return _("By invitation, or with a membership you buy")
    if tier.threshold == 0:
        return _("Yours from the first day")
    return _("From %(amount)s") % {"amount": amount(tier.threshold, rules)}
