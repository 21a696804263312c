"""Refusals of returns in words for staff."""

from django.utils.translation import gettext as _

from minishop.templatetags.shop import money
from orders.returns.models import NeedsWords, SamePerson, WrongAmount, WrongPieces
from orders.stock.models import OutOfStock
from orders.tenders.models import NothingLeft


def words(problem: Exception) -> str:
    """Why it was not done; empty for what is not of returns."""
    if isinstance(problem, WrongAmount):
        most = money(problem.request.amount, problem.request.currency)
        return _("That much can’t go back: %(most)s at most, in whole cents, and an exchange as it is.") % {
            "most": most
        }
    if isinstance(problem, NothingLeft):
        return _("Less than that is left of what was paid.")
    if isinstance(problem, OutOfStock):
        return _("What is wanted instead is gone. Make it a refund, or wait until it is back.")
    told = {
        NeedsWords: _("Say why, so that the shopper can read it."),
        SamePerson: _("It takes another person: you agreed first, or it is your own order."),
        WrongPieces: _("Say what came: at least one piece, and no more than were asked back."),
    }
    return next((said for kind, said in told.items() if isinstance(problem, kind)), "")
