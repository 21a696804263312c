"""The check-in page: the streak, its days, and one button."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.accounts.models import User
from members.checkins import services as checkins
from members.checkins.models import CheckIn
from members.resuming.services import signed_in
from minishop.context.toasts import say


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_in(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    if request.method == "POST":
        say(request, _said(checkins.check_in(user=member)))
        return HttpResponseRedirect(reverse("check-in"))
    facts = {"week": checkins.week(member), "is_on": checkins.is_on()}
    return render(request, "members/checkins/check_in.html", facts)


def _said(row: CheckIn | None) -> str:
    if row is None:
        return _("Check-ins are for members; the house’s own people collect nothing.")
    if not row.points:
        return _("Good to see you.")
    words = ngettext("Good to see you: %(points)d point.", "Good to see you: %(points)d points.", row.points)
    return words % {"points": row.points}
