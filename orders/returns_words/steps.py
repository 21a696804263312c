"""A return's timeline in words, read from its events; the shopper, programs and staff read the same one.

What happened last stands first; before it what is still to come.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from minishop import events
from minishop.events.models import Event
from orders.history import moments, words
from orders.history.steps import Step
from orders.returns.models import Return
from orders.returns_words import reading

Telling = Callable[[Return, Event], tuple[str, str, int]]
State, Back, Kind = Return.State, Return.Back, Return.Kind


def steps(back: Return) -> list[Step]:
    """What is still to come, then what happened, newest first."""
    past = [step for event in list(events.timeline(back))[::-1] if (step := _past(back, event))]
    if past:
        past[0]["state"] = "now"
    return [*_next(back), *past]


def _past(back: Return, event: Event) -> Step | None:
    telling = TELLINGS.get(event.name)
    if telling is None:
        return None
    title, more, phase = telling(back, event)
    hush = words.sentences(moments.when(event.at), more)
    return {
        "title": title, "words": hush, "phase": phase, "state": "done", "event": event.name, "at": event.at,
    }  # fmt: skip


def _next(back: Return) -> Iterator[Step]:
    """The step the return waits for, and where it leads."""
    if back.state in (*Return.FALLEN, State.DONE):
        return
    last = _("Your exchange is sent") if back.kind == Kind.EXCHANGE else _("Money back with you")
    yield _coming(last, "" if back.kind == Kind.EXCHANGE else reading.amount(back), 4)
    if back.state in (State.AWAITED, State.SENT):
        yield _coming(_("Back with us"), reading.house(back), 3)
    elif back.state in (State.ASKED, State.SECOND):
        yield _coming(_("Our answer"), "", 1)


def _coming(title: str, hush: str, phase: int) -> Step:
    return {"title": title, "words": hush, "phase": phase, "state": "next", "event": None, "at": None}


def _asked(back: Return, event: Event) -> tuple[str, str, int]:
    by = {
        Return.Source.STAFF: _("Asked for you by the house"),
        Return.Source.NO_SHOW: _("Not collected in time, so it goes back"),
    }
    return by.get(Return.Source(back.source), _("Asked")), "", 0


def _agreed(back: Return, event: Event) -> tuple[str, str, int]:
    if event.data.get("to") == State.SECOND:
        return _("Looked at"), _("A second person of the house looks at it too"), 1
    return _("It is agreed"), _("Within our rules, at once") if back.is_automatic else back.answer, 1


def _sent(back: Return, event: Event) -> tuple[str, str, int]:
    return _("Sent by you"), f"{back.carrier} {back.tracking_number}".strip(), 2


def _received(back: Return, event: Event) -> tuple[str, str, int]:
    return _("Received"), reading.house(back), 3


def _done(back: Return, event: Event) -> tuple[str, str, int]:
    if back.replacement_id:
        return _("Exchanged"), "", 4
    return _("Money returned"), reading.amount(back), 4


TELLINGS: dict[str, Telling] = {
    "return.asked": _asked,
    "return.agreed": _agreed,
    "return.seconded": lambda back, event: (_("It is agreed"), _("A second person looked at it"), 1),
    "return.refused": lambda back, event: (_("Not agreed to"), back.answer, 0),
    "return.withdrawn": lambda back, event: (_("Taken back"), "", 0),
    "return.sent": _sent,
    "return.received": _received,
    "return.refunded_instead": lambda back, event: (_("Money instead of an exchange"), "", 1),
    "return.refunding": lambda back, event: (_("Money on its way"), reading.amount(back), 3),
    "return.replacing": lambda back, event: (_("Exchange being packed"), "", 3),
    "return.lapsed": lambda back, event: (_("Run out"), _("The pieces did not come in time"), 0),
    "return.done": _done,
}
