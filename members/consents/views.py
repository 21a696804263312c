"""Switching a consent on or off, and ending news by the link in a message."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from members.accounts import redirects
from members.accounts.models import User
from members.consents import services as consents
from members.consents.purposes import NoSuchPurpose
from members.resuming.services import signed_in
from minishop.context.toasts import say


@require_POST
@signed_in
def say_so(request: HttpRequest, purpose: str) -> HttpResponse:
    """The member says yes ("given" is 1) or no, and goes back to where they said it."""
    is_given = request.POST.get("given") == "1"
    verb = consents.give if is_given else consents.withdraw
    back = redirects.safe(request, request.POST.get("next", "")) or reverse("my-privacy")
    try:
        verb(user=cast(User, request.user), purpose=purpose, source="settings")
    except NoSuchPurpose:
        raise Http404 from None
    say(request, _("Noted: yes.") if is_given else _("Noted: no."))
    return HttpResponseRedirect(back)


@never_cache
@csrf_exempt  # a mail program's one click (RFC 8058) carries no token of ours: the address is the key
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A POST ends it, from this page's button or by a mail program; looking at the page ends nothing."""
    user, purpose = consents.meant(token)
    if request.method == "POST":
        consents.withdraw(user=user, purpose=purpose.name, source="unsubscribe")
    told = {"purpose": purpose, "is_on": consents.has(user, purpose.name)}
    return render(request, "members/consents/unsubscribe.html", told)
