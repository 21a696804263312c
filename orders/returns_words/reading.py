"""What a return's state reads like to whoever asked for it."""

from django.utils.translation import gettext as _

from minishop.templatetags.shop import money
from orders.history import moments
from orders.history.reading import Reading
from orders.returns.models import Return

State, Kind, Back = Return.State, Return.Kind, Return.Back


def read(back: Return, *, failed: bool = False) -> Reading:
    """The one thing worth saying first about a return; `failed` where money could not be sent."""
    told = {
        State.ASKED: _asked,
        State.SECOND: _asked,
        State.AWAITED: _awaited,
        State.SENT: _sent,
        State.RECEIVED: _received,
        State.REFUNDING: _late if failed else _refunding,
        State.REPLACING: _replacing,
        State.DONE: _done,
        State.REFUSED: _refused,
        State.WITHDRAWN: _withdrawn,
        State.LAPSED: _lapsed,
    }
    return told[State(back.state)](back)


def amount(back: Return) -> str:
    """What goes back: what was agreed, and what was computed until then."""
    agreed = back.amount if back.agreed_amount is None else back.agreed_amount
    return money(agreed, back.currency)


def house(back: Return) -> str:
    return back.store.t.name if back.store else ""


def _asked(back: Return) -> Reading:
    return Reading(_("We are looking at it"), _("A person at the house answers."), "clock", "warn")


def _awaited(back: Return) -> Reading:
    facts = {"house": house(back), "day": moments.day(back.goods_by) if back.goods_by else ""}
    if back.back == Back.STORE:
        return Reading(
            _("Bring it to %(house)s") % facts,
            _("By %(day)s. Show the code at the counter.") % facts,
            "house",
            "plum",
        )
    return Reading(_("Send it back to us"), _("It has to be on its way by %(day)s.") % facts, "send", "plum")


def _sent(back: Return) -> Reading:
    parcel = f"{back.carrier} {back.tracking_number}".strip()
    return Reading(_("On its way to us"), parcel, "van")


def _received(back: Return) -> Reading:
    return Reading(_("It is here"), _("We look at the pieces, then we tell you."), "eye")


def _refunding(back: Return) -> Reading:
    more = _("Banks may take a few days to show it.")
    return Reading(_("%(amount)s is on its way back") % {"amount": amount(back)}, more, "undo", "plum")


def _late(back: Return) -> Reading:
    more = _("The bank did not take it. We see to it, and you need do nothing.")
    return Reading(_("%(amount)s is still owed to you") % {"amount": amount(back)}, more, "alert", "warn")


def _replacing(back: Return) -> Reading:
    number = back.replacement.number if back.replacement else ""
    more = _("It travels as order %(number)s.") % {"number": number} if number else ""
    return Reading(_("Your exchange is being packed"), more, "refresh", "plum")


def _done(back: Return) -> Reading:
    when = moments.when(back.closed_at)
    if back.replacement_id:
        return Reading(_("Exchanged"), when, "check", "ok")
    return Reading(_("%(amount)s went back to you") % {"amount": amount(back)}, when, "check", "ok")


def _refused(back: Return) -> Reading:
    return Reading(_("We could not agree to it"), back.answer, "close")


def _withdrawn(back: Return) -> Reading:
    return Reading(_("Taken back"), _("Nothing is asked any more."), "close")


def _lapsed(back: Return) -> Reading:
    return Reading(_("Run out"), _("The pieces did not come in time, so nothing changed."), "clock")
