"""Why a parcel stays here, in words for staff."""

from django.utils.translation import gettext as _

from orders.carriers.base import CarrierError
from orders.fulfilment.leaving import NothingToSend, NotPaid
from orders.fulfilment.waiting import NotHere
from orders.shipments.models import AskedBack, NoLabel, NotBooked, TooMany

#: What verbs of parcels refuse with.
PARCELS = (NotPaid, NothingToSend, NotHere, TooMany, AskedBack, NoLabel, NotBooked, CarrierError)


def explained(problem: Exception) -> str:
    """The refusal in words."""
    if isinstance(problem, NotHere):
        missing = ", ".join(f"{line.title} {line.label}".strip() for line in problem.missing)
        return _("Still owed by the house, on backorder: %(pieces)s.") % {"pieces": missing}
    if isinstance(problem, AskedBack):
        piece = f"{problem.line.title} {problem.line.label}".strip()
        return _("%(piece)s in it was asked back: unpack it and pack the rest.") % {"piece": piece}
    if isinstance(problem, NotBooked):
        return _("It is packed, but its carrier gave no label: %(why)s") % {"why": problem.shipment.failure}
    if isinstance(problem, NotPaid):
        return _("The order is not paid and open, so its pieces stay here.")
    if isinstance(problem, CarrierError):
        return _("The carrier says: %(why)s") % {"why": problem}
    return _in_short(problem)


def _in_short(problem: Exception) -> str:
    if isinstance(problem, TooMany):
        return _("Only %(left)s of it are left to pack.") % {"left": problem.left}
    if isinstance(problem, NoLabel):
        return _("Its carrier has not given it a number yet: ask for the label, or type the number.")
    return _("Nothing of it is left here to send: it left, is packed, or was asked back.")
