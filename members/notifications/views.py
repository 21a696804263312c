"""The member's page of phones that are told, and what is done with each."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.accounts.models import User
from members.consents import services as consents
from members.devices import agents
from members.notifications import services as own
from members.resuming.services import signed_in
from minishop.context.toasts import say
from minishop.push.models import Subscription


@never_cache
@require_safe
@signed_in
def notifications(request: HttpRequest) -> HttpResponse:
    rows = Subscription.objects.of(request.user)
    here = request.session.session_key
    told = [{"row": row, "name": agents.read(row.agent), "here": row.session_key == here} for row in rows]
    news = [one for one in consents.of(cast(User, request.user)) if one.purpose.channel]
    context = {"told": told, "news": news}
    return render(request, "members/notifications/notifications.html", context)


@require_POST
@signed_in
def test(request: HttpRequest, pk: int) -> HttpResponse:
    sent = own.test(user=cast(User, request.user), browser=_mine(request, pk))
    say(request, _("It should ring in a moment.") if sent else _("That was enough for now. Try again later."))
    return redirect("me-notifications")


@require_POST
@signed_in
def off(request: HttpRequest, pk: int) -> HttpResponse:
    own.off(browser=_mine(request, pk))
    say(request, _("That phone hears from us no more."))
    return redirect("me-notifications")


def _mine(request: HttpRequest, pk: int) -> Subscription:
    return get_object_or_404(Subscription.objects.of(request.user), pk=pk)
