"""Returns that wait for somebody of the staff."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from minishop.dashboard import Figure, figure, list_of
from orders.returns.models import Return
from orders.returns_desk.waiting import WAITS
from orders.stores.models import Store


def _waiting(person: Any, *codes: str) -> int:
    """How many wait for that, of those this person finds."""
    asked = Q()
    for code in codes:
        asked |= WAITS[code][1]
    rows = Return.objects.filter(asked)
    if not person.has_perm("orders.work_in_any_store"):
        rows = rows.filter(store__in=Store.objects.of_staff(person))
    return rows.count()


def _figure(person: Any, code: str) -> Figure:
    found = _waiting(person, code)
    return Figure(found, list_of("orders.return", waits=code), is_pressing=bool(found))


@figure(
    "returns-asked",
    gettext_lazy("Returns to decide"),
    permission="orders.decide_return",
    icon="assignment_return",
)
def to_decide(person: Any) -> Figure:
    return _figure(person, "decision")


@figure(
    "returns-second",
    gettext_lazy("Returns for a second person"),
    permission="orders.second_return",
    icon="group",
)
def to_second(person: Any) -> Figure:
    return _figure(person, "second")


@figure(
    "returns-here", gettext_lazy("Pieces to look at"), permission="orders.change_return", icon="frame_inspect"
)
def to_look_at(person: Any) -> Figure:
    return _figure(person, "inspection")
