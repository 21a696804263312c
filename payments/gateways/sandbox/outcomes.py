"""The outcomes a payer may rehearse, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from payments.gateways.sandbox.models import SandboxCharge

Script, State = SandboxCharge.Script, SandboxCharge.State


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the page: what may happen, and what it is good for."""

    script: str
    mark: str
    title: Any
    words: Any = ""


OUTCOMES = [
    Outcome(Script.APPROVE, "check", _("Approve"), _("Paid at once, and the shop is told.")),
    Outcome(Script.DECLINE, "close", _("Decline"), _("The bank says no.")),
    Outcome(Script.SLOW, "clock", _("Answer later"), _("Paid half a minute from now.")),
    Outcome(Script.LOST, "mail", _("Lose the message"), _("Paid, but nobody tells the shop.")),
    Outcome(Script.LATE, "moon", _("Pay too late"), _("Paid once the order’s time is over.")),
    Outcome(Script.DUPLICATE, "twice", _("Tell twice"), _("Paid once, and the shop is told two times.")),
    Outcome(Script.WRONG_AMOUNT, "split", _("Pay another amount"), _("One less than was asked for.")),
]

#: What the page says once there is nothing left to choose.
DECIDED: dict[str, Any] = {
    State.PAID: _("This was paid, as far as a rehearsal can be."),
    State.DECLINED: _("This was declined. The shop lets you try again."),
    State.CLOSED: _("The shop has closed this payment. Nothing more can happen here."),
    State.WAITING: _("Your choice is on its way. The shop hears of it a little later."),
}
