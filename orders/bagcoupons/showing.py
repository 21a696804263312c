"""The coupons of a bag as shoppers read them: those that are on, that could be, and why not the rest."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.couponpages import tickets
from members.couponplans.values import Plan, Reason, Taken, Ticket
from members.coupons import words
from orders.carts import bag as bags
from orders.carts.models import Cart
from orders.carts.parcels import Bag

#: Reasons of coupons that would work, if the shopper chose them instead.
COULD = {"apart", "less", "unpicked"}


@dataclass(frozen=True)
class Choice:
    """One coupon beside the bag: on, possible, or not, and why."""

    ticket: Ticket
    #: What it takes off, or would by itself.
    amount: Decimal
    is_on: bool = False
    reason: Reason | None = None

    @property
    def percent(self) -> str:
        return tickets.percent(self.ticket)

    @property
    def below(self) -> str:
        return tickets.below(self.ticket)

    @property
    def could(self) -> bool:
        return self.is_on or (self.reason is not None and self.reason.code in COULD)

    @property
    def why(self) -> str:
        return words.because(self.ticket, self.reason) if self.reason else ""

    @property
    def value(self) -> str:
        """The box's value: whose it is a member's, its number; of a code, the code."""
        return self.ticket.code or str(self.ticket.issued_id)


@dataclass(frozen=True)
class Coupons:
    """All of a bag's coupons. Falsy where nobody could use any."""

    choices: list[Choice]
    picks_best: bool

    def __bool__(self) -> bool:
        return bool(self.choices)

    @property
    def on(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_on]

    @property
    def off(self) -> list[Choice]:
        """Those that can't be used for this bag."""
        return [choice for choice in self.choices if not choice.could]

    @property
    def usable(self) -> int:
        return sum(choice.could for choice in self.choices)

    @property
    def nearest(self) -> Choice | None:
        """The one that lacks least, where it is only a matter of some more."""
        near = [one for one in self.choices if one.reason and one.reason.code == "threshold"]
        return min(near, key=lambda one: one.reason.gap if one.reason else 0, default=None)

    @property
    def said(self) -> str:
        """Why it is these, in a few words."""
        if not self.picks_best:
            return _("Chosen by you")
        if self.usable < 2:
            return ""
        return ngettext("The best of the %(n)s you hold", "The best of the %(n)s you hold", self.usable) % {
            "n": self.usable
        }


def of(plan: Plan | None, *, picks_best: bool) -> Coupons:
    """The plan as it is read: those that are on first, then those that could be, then the rest."""
    if plan is None:
        return Coupons([], picks_best)
    on = [_on(taken) for taken in plan.chosen]
    off = [Choice(ticket, reason.worth, reason=reason) for ticket, reason in plan.refused.items()]
    off.sort(key=lambda one: (not one.could, -one.amount))
    return Coupons([*on, *off], picks_best)


def _on(taken: Taken) -> Choice:
    return Choice(taken.ticket, taken.amount, is_on=True)


def of_bag(bag: Bag, *, picks_best: bool) -> Coupons:
    return of(bag.quote.plan, picks_best=picks_best)


def page(cart: Cart) -> dict[str, Any]:
    """All of the bag's coupons, to choose from."""
    bag = bags.read(cart)
    return {"coupons": of_bag(bag, picks_best=cart.picks_best), "bag": bag, "cart": cart}
