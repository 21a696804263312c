"""Why a verb refused, as staff at the board read it."""

from django.utils.translation import gettext as _

from orders.carriers.base import CarrierError
from orders.fulfilment.leaving import NothingToSend, NotPaid
from orders.fulfilment.waiting import NotHere
from orders.shipments.models import AskedBack, NoLabel

REFUSALS = (NotPaid, NotHere, NothingToSend, AskedBack, NoLabel, CarrierError)


def told(problem: Exception) -> str:
    """The reason in words, to stand after a number."""
    if isinstance(problem, NotHere):
        pieces = ", ".join(f"{line.title} {line.label}".strip() for line in problem.missing)
        return _("waits for %(pieces)s, still owed by the house") % {"pieces": pieces}
    words = {
        NotPaid: _("is not paid and open any more"),
        NothingToSend: _("has nothing left to send"),
        AskedBack: _("holds pieces that were asked back; unpack it first"),
        NoLabel: _("has no number of its carrier yet"),
        CarrierError: _("its carrier refused"),
    }
    return next((said for kind, said in words.items() if isinstance(problem, kind)), _("changed meanwhile"))
