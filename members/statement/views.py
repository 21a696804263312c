"""The member's points: what there is, what is coming and going, every movement; and how points work."""

from itertools import groupby
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.accounts.models import User
from members.checkins import services as checkins
from members.points import services as points
from members.resuming.services import signed_in

TABS = {
    "all": _("All"),
    "earned": _("Earned"),
    "spent": _("Spent"),
    "pending": _("On the way"),
    "ended": pgettext_lazy("points", "Ended"),
}


@never_cache
@require_safe
@signed_in
def statement(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    tab = request.GET.get("show", "all")
    tab = tab if tab in TABS else "all"
    told = points.statement(member, of=tab, before=_number(request.GET.get("before", "")))
    facts = {
        "figures": points.figures(member),
        "told": told,
        "months": months(told.lines),
        "tab": tab,
        "tabs": TABS.items(),
        "checks_in": checkins.is_on(),
        "is_older": "before" in request.GET,
    }
    return render(request, "members/statement/statement.html", facts)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """How points work here, for anyone to read."""
    return render(request, "members/statement/rules.html", {"programme": points.programme()})


def months(lines: list[points.Line]) -> list[tuple[Any, list[points.Line]]]:
    """The lines under the month they belong to, by the shop's own clock."""
    by_month = groupby(lines, key=lambda line: timezone.localtime(line.at).date().replace(day=1))
    return [(month, list(rows)) for month, rows in by_month]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None
