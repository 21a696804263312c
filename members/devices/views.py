"""Where one is signed in, and how to end it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.devices import agents
from members.devices import services as devices
from members.resuming.services import signed_in
from minishop.context.toasts import say


@never_cache
@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key
    rows = [(agents.read(row.agent), row, row.session_key == here) for row in devices.of(request.user)]
    rows.sort(key=lambda row: not row[2])
    return render(request, "members/devices/devices.html", {"rows": rows})


@never_cache
@require_POST
@signed_in
def end(request: HttpRequest, pk: int) -> HttpResponse:
    if devices.end(user=request.user, device_id=pk):
        say(request, _("Signed out there."))
    return redirect("me-devices")


@never_cache
@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    count = devices.end_others(request, user=request.user)
    words = ngettext(
        "%(count)s other device is signed out.", "%(count)s other devices are signed out.", count
    )
    say(request, words % {"count": count})
    return redirect("me-devices")
