"""Small phrases about returns: why something may not be asked, what a kind and a way back are called."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.history.words import joined
from orders.returns import rules
from orders.returns.models import Return
from orders.returns.rules import NotReturnable, Reason

Kind, Back = Return.Kind, Return.Back
#: Marks of reasons; another one gets a note.
MARKS = {
    "changed_mind": "undo",
    "unsuitable": "heart",
    "faulty": "alert",
    "wrong": "close",
    "not_arrived": "van",
}
#: Reasons in the order they are offered: the plain ones first.
OTHERS = "note"


def kind(code: str) -> str:
    return {
        Kind.REFUND: _("Money back"),
        Kind.RETURN: _("Send it back for money"),
        Kind.EXCHANGE: _("Exchange it"),
    }[Kind(code)]


def kind_hint(code: str, *, before: bool) -> str:
    if before:
        told = {Kind.REFUND: _("It has not left us, so nothing has to come back.")}
        return told.get(Kind(code), _("We pack another one instead."))
    return {
        Kind.REFUND: _("You keep what you have, or it never came."),
        Kind.RETURN: _("It comes back to us, then the money goes back."),
        Kind.EXCHANGE: _("It comes back to us, then another one is sent."),
    }[Kind(code)]


def title(code: str) -> str:
    """What a return of this kind is called."""
    return {
        Kind.REFUND: _("Money back"),
        Kind.RETURN: _("Sent back for money"),
        Kind.EXCHANGE: _("Exchanged"),
    }[Kind(code)]


def reason(code: str) -> str:
    """The reason as it was chosen, also one that is no longer offered."""
    return str(rules.REASONS[code].label) if code in rules.REASONS else code


def reason_hint(one: Reason, *, before: bool) -> str:
    """Until when it holds, and what it needs."""
    if before:
        return ""
    days = ngettext("Within %(n)s day", "Within %(n)s days", one.days) % {"n": one.days}
    return joined(days, _("with a photograph") if one.needs_photo else "")


def refusal(error: NotReturnable, reason: Reason | None = None) -> str:
    """Why it may not be asked, exactly."""
    days = reason.days if reason else 0
    facts: dict[str, Any] = {"left": error.left, "days": days, "day": _day(error.until)}
    told = {
        "unpaid": _("This order is not paid."),
        "over": _("This order is over, and nothing of it was bought."),
        "reason": _("Choose why."),
        "kind": _kinds(reason),
        "back": _("Choose how it comes back."),
        "store": _("Choose the house you come to."),
        "photo": _("Add a photograph that shows it."),
        "pieces": _("Choose at least one piece."),
        "no_return": _made(error),
        "late": _("Kept longer than %(days)s days: it could be asked until %(day)s."),
        "left": _("It has left the house meanwhile. Look at the order again."),
        "too_many": _("Only %(left)s of it can still be asked back.")
        if error.left
        else _("Asked back already."),
        "not_here": _("It has not arrived yet."),
        "here": _("It has arrived."),
        "instead": _("Choose what you want instead."),
        "gone": _("What you want instead is not there any more."),
    }
    return told.get(error.why, _("It can’t be asked just now.")) % facts


def _day(moment: Any) -> str:
    return date_format(localtime(moment), _("j F")) if moment else ""


def _kinds(reason: Reason | None) -> str:
    """What can be had for a reason."""
    if reason is None:
        return _("Choose what you would like.")
    offered = [kind(one).lower() for one in Kind if one in reason.kinds]
    return _("For this reason there is: %(kinds)s.") % {"kinds": ", ".join(offered)}


def _made(error: NotReturnable) -> str:
    sealed = error.line is not None and error.line.no_return == "sealed"
    if sealed:
        return _("Sealed when it left us: taken back only when something is wrong with it.")
    return _("Made for you: taken back only when something is wrong with it.")
