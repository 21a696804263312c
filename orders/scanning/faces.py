"""How a verdict looks and sounds: the whole screen is the answer, in colour, outline, word and tone."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minishop.templatetags.shop import money
from orders.history import moments
from orders.orders.models import Order
from orders.scanning.models import Scan
from orders.scanning.services import Verdict

Outcome = Scan.Outcome
GO, HOLD, HALT = "go", "hold", "halt"

LOOKS = {
    Outcome.PREVIEWED: (GO, "okring"),
    Outcome.HANDED_OVER: (GO, "okring"),
    Outcome.NOT_READY: (HOLD, "clock"),
    Outcome.TO_PAY: (HOLD, "wallet"),
    Outcome.ALREADY_COLLECTED: (HOLD, "twice"),
    Outcome.WRONG_STORE: (HALT, "stop"),
    Outcome.UNPAID: (HALT, "stop"),
    Outcome.CANCELLED: (HALT, "stop"),
    Outcome.EXPIRED: (HALT, "stop"),
    Outcome.REFUNDED: (HALT, "stop"),
    Outcome.NO_SHOW: (HOLD, "clock"),
    Outcome.WITHDRAWN: (HALT, "undo"),
    Outcome.NOT_HERE: (HALT, "van"),
    Outcome.UNKNOWN: (HALT, "alert"),
    Outcome.LIMITED: (HALT, "lock"),
    Outcome.MEMBER: (GO, "moon"),
    Outcome.STALE: (HOLD, "clock"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """What the screen shows of a verdict; `press` is the solid button of one that may be confirmed."""

    colour: str
    mark: str
    word: str
    reason: str
    press: str = ""
    sound: str = ""


def face(verdict: Verdict) -> Face:
    """The verdict's look, word, reason and button."""
    outcome = Outcome(verdict.outcome)
    colour, mark = LOOKS[outcome]
    word, reason = _said(outcome, verdict)
    sound = "done" if outcome == Outcome.HANDED_OVER else colour
    return Face(colour, mark, word, reason, _press(outcome, verdict), sound)


def log_word(outcome: str) -> str:
    """The outcome in a line of the log."""
    words: dict[str, Any] = {
        Outcome.PREVIEWED: _("shown, not handed over"),
        Outcome.HANDED_OVER: _("handed over"),
        Outcome.NOT_READY: _("not packed yet"),
        Outcome.TO_PAY: _("to be paid here"),
        Outcome.ALREADY_COLLECTED: _("already collected"),
        Outcome.WRONG_STORE: _("wrong house"),
        Outcome.UNPAID: _("not paid"),
        Outcome.CANCELLED: _("cancelled"),
        Outcome.EXPIRED: _("not paid in time"),
        Outcome.REFUNDED: _("refunded"),
        Outcome.NO_SHOW: _("kept no longer"),
        Outcome.WITHDRAWN: _("asked back"),
        Outcome.NOT_HERE: _("sent, not collected"),
        Outcome.UNKNOWN: _("unknown code"),
        Outcome.LIMITED: _("too many tries"),
        Outcome.MEMBER: _("member"),
        Outcome.STALE: _("code ran out"),
    }
    return str(words[outcome])


def short_name(order: Order) -> str:
    """First name and an initial, enough to ask for and no more: Wen L."""
    first, *rest = order.contact_name.split() or [_("the guest")]
    return f"{first} {rest[-1][0]}" if rest else first


def _press(outcome: str, verdict: Verdict) -> str:
    if outcome == Outcome.TO_PAY and verdict.due:
        return _("%(amount)s taken, bag in their hands") % {"amount": money(verdict.due)}
    if outcome == Outcome.NOT_READY:
        return _("Packed, and in their hands")
    return _("Bag is in their hands") if outcome == Outcome.PREVIEWED else ""


def _said(outcome: Outcome, verdict: Verdict) -> tuple[str, str]:
    order, pickup = verdict.order, verdict.pickup
    facts = {
        "name": short_name(order) if order else "",
        "store": pickup.store.t.name if pickup else "",
        "amount": money(order.money) if order else "",
        "until": moments.inside(pickup.fulfilment.keep_until) if pickup else "",
        "moment": moments.when(pickup.collected_at or pickup.fulfilment.done_at) if pickup else "",
    }
    word, reason = _sentences()[outcome]
    return word % facts, (reason % facts).replace("..", ".")


def _sentences() -> dict[Outcome, tuple[str, str]]:
    return {
        Outcome.PREVIEWED: (_("Hand it over"), _("Paid and ready for %(name)s.")),
        Outcome.HANDED_OVER: (_("Handed over"), _("It is theirs. %(name)s, %(moment)s.")),
        Outcome.NOT_READY: (
            _("Not packed yet"),
            _("Paid by %(name)s. Fetch the pieces and check them first."),
        ),
        Outcome.TO_PAY: (
            _("Take %(amount)s"),
            _("Not paid yet. Take %(amount)s, then hand it over to %(name)s."),
        ),
        Outcome.ALREADY_COLLECTED: (
            _("Already collected"),
            _("This code was used before. Hand nothing over."),
        ),
        Outcome.WRONG_STORE: (_("Wrong house"), _("Do not hand over. This order waits at %(store)s.")),
        Outcome.UNPAID: (
            _("Not paid"),
            _("Do not hand over. %(amount)s can be paid on their phone, under Orders."),
        ),
        Outcome.CANCELLED: (_("Cancelled"), _("Do not hand over. This order was cancelled.")),
        Outcome.EXPIRED: (_("Ran out"), _("Do not hand over. This order was not paid in time.")),
        Outcome.REFUNDED: (_("Refunded"), _("Do not hand over. The money went back.")),
        Outcome.NO_SHOW: (
            _("Kept no longer"),
            _("It was kept until %(until)s. Ask the desk to keep it longer, then scan again."),
        ),
        Outcome.WITHDRAWN: (_("Asked back"), _("Do not hand over. All of it was asked back.")),
        Outcome.NOT_HERE: (_("Nothing to collect"), _("This order is sent to an address.")),
        Outcome.UNKNOWN: (
            _("Unknown code"),
            _("No order of ours has it. Read it again, or find it by name."),
        ),
        Outcome.LIMITED: (_("Too many tries"), _("Wait ten minutes, or scan the code itself.")),
        Outcome.MEMBER: (_("Member"), ""),
        Outcome.STALE: (
            _("Code ran out"),
            _("This code is a picture, or an old page. Ask them to open their code once more."),
        ),
    }
