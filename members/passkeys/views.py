"""Passkeys: sign in with one, and the list of one's own.

A page's form asks for options, the browser asks the person, and the form is posted with the answer
(`passkeys.js`); so every step ends in an ordinary page.
"""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from members.accounts import redirects
from members.accounts.models import User
from members.accounts.recent import is_recent, recent
from members.passkeys import offers
from members.passkeys import services as passkey
from members.passkeys.forms import NameForm
from members.passkeys.models import BadPasskey, LastWay, Passkey, TooMany
from members.resuming.services import signed_in
from minishop.context.toasts import say

NEXT = "passkeys"


@never_cache
@require_POST
def question(request: HttpRequest) -> HttpResponse:
    """What the browser must ask anyone who would come in by a passkey."""
    return _options(request, lambda: passkey.question(request))


@never_cache
@sensitive_post_parameters("answer")
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """In by a passkey, or once more by one's own; whatever is wrong with it, the answer is the same."""
    wanted = redirects.safe(request, request.POST.get("next", ""))
    only = request.user if request.user.is_authenticated else None
    try:
        passkey.sign_in(request, text=request.POST.get("answer", ""), only=only)
    except BadPasskey:
        return render(request, "members/passkeys/refused.html", {"next": wanted}, status=400)
    return HttpResponseRedirect(redirects.after(request, wanted))


@never_cache
@sensitive_post_parameters("answer")
@signed_in
@require_http_methods(["GET", "POST"])
def passkeys(request: HttpRequest) -> HttpResponse:
    """The member's own; a POST brings a new one."""
    member = cast(User, request.user)
    if request.method == "POST":
        try:
            passkey.register(request, member, text=request.POST.get("answer", ""))
        except BadPasskey:
            return _list(
                request, flaw=_("That passkey could not be kept. Nothing has changed; try once more.")
            )
        offers.close(request)
        say(request, _("Next time, this passkey opens the door."))
        return redirect(redirects.safe(request, request.POST.get("next", "")) or NEXT)
    return _list(request)


@never_cache
@require_POST
@signed_in
def invitation(request: HttpRequest) -> HttpResponse:
    """What the browser must make for the member, who signed in just now; no passkey is made without."""
    if not is_recent(request):
        there = f"{reverse('me-confirm')}?next={reverse(NEXT)}"
        return JsonResponse({"go": there}, status=403)
    return _options(request, lambda: passkey.invitation(request, cast(User, request.user)))


@require_POST
@signed_in
def later(request: HttpRequest) -> HttpResponse:
    """The member does not want to be asked again."""
    offers.decline(request)
    return redirect(redirects.safe(request, request.POST.get("next", "")) or "me")


@require_POST
@signed_in
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Passkey, pk=pk, user=cast(User, request.user))
    form = NameForm(request.POST)
    if not form.is_valid():
        return _list(request, flaw=_("A passkey needs a name of up to 60 characters."))
    passkey.rename(passkey=row, name=form.cleaned_data["name"])
    say(request, _("Saved."))
    return redirect(NEXT)


@require_POST
@recent
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Passkey, pk=pk, user=cast(User, request.user))
    try:
        passkey.remove(passkey=row)
    except LastWay:
        return _list(
            request, flaw=_("That is the only way into your account. Add a phone or an e-mail first.")
        )
    say(request, _("Removed here. Your device may still list it; delete it there as well."))
    return redirect(NEXT)


def _options(request: HttpRequest, make: Callable[[], str]) -> HttpResponse:
    try:
        passkey.may_ask(request.META["REMOTE_ADDR"])
        return HttpResponse(make(), content_type="application/json")
    except TooMany:
        return HttpResponse("{}", content_type="application/json", status=429)


def _list(request: HttpRequest, flaw: str = "") -> HttpResponse:
    held = Passkey.objects.filter(user=cast(User, request.user))
    status = 400 if flaw else 200
    return render(request, "members/passkeys/passkeys.html", {"held": held, "flaw": flaw}, status=status)
