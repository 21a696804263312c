"""Whom a return waits for: somebody who decides, a second person, the shopper, the counter, the bank."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from orders.returns.models import Return

State = Return.State
WAITS: dict[str, tuple[Any, Q]] = {
    "decision": (_("a decision"), Q(state=State.ASKED)),
    "second": (_("a second person"), Q(state=State.SECOND)),
    "shopper": (_("the shopper"), Q(state=State.AWAITED)),
    "parcel": (_("a parcel"), Q(state=State.SENT)),
    "inspection": (_("a look at the pieces"), Q(state=State.RECEIVED)),
    "bank": (_("the bank"), Q(state=State.REFUNDING)),
    "replacement": (_("the replacement"), Q(state=State.REPLACING)),
}
_OF_STATE = {
    State.ASKED: "decision", State.SECOND: "second", State.AWAITED: "shopper", State.SENT: "parcel",
    State.RECEIVED: "inspection", State.REFUNDING: "bank", State.REPLACING: "replacement",
}  # fmt: skip
#: States in which staff have something to do.
OURS: tuple[str, ...] = ("decision", "second", "inspection")


def waits_for(row: Return) -> str:
    """Whom it waits for, in words; nobody once it is over."""
    code = _OF_STATE.get(State(row.state), "")
    return str(WAITS[code][0]) if code else "–"


class WaitsFor(admin.SimpleListFilter):
    """Returns by whom they wait for."""

    title = _("waits for")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("us", _("us")), *((code, label) for code, (label, _claim) in WAITS.items())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Return]) -> QuerySet[Return]:
        code = self.value()
        if code == "us":
            ours = [WAITS[one][1] for one in OURS]
            return queryset.filter(ours[0] | ours[1] | ours[2])
        return queryset.filter(WAITS[code][1]) if code in WAITS else queryset
