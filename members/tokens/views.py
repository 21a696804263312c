"""Access tokens: the list of one's own, making one, and taking one back."""

from typing import Any, cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members.accounts import recent
from members.accounts.models import User
from members.devices import services as devices
from members.resuming.services import away, signed_in
from members.tokens import services as token
from members.tokens.forms import TokenForm
from members.tokens.models import AccessToken, TooManyTokens
from minishop.api.scopes import scopes
from minishop.context.toasts import say


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The member's own; a POST makes one, whose key is shown on this answer and never again."""
    is_recent, key = recent.is_recent(request), ""
    if request.method == "POST" and not is_recent:
        return away(request, "me-confirm")
    form = TokenForm(request.POST if request.method == "POST" else None, initial={"life": "90"})
    if form.is_valid():
        try:
            _row, key = token.issue(user=cast(User, request.user), **form.facts())
            form = TokenForm(initial={"life": "90"})
        except TooManyTokens:
            form.add_error(None, _("Twenty tokens are the most. Revoke one you no longer need."))
    status = 400 if form.errors else 200
    told = _told(request) | {"form": form, "is_recent": is_recent, "key": key}
    return render(request, "members/tokens/tokens.html", told, status=status)


@require_POST
@signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The token opens nothing any more."""
    own = AccessToken.objects.filter(user=cast(User, request.user))
    token.revoke(token=get_object_or_404(own, pk=pk), actor=request.user)
    say(request, _("The token is revoked. Whatever used it is locked out from now on."))
    return redirect("access-tokens")


@require_POST
@signed_in
def revoke_all(request: HttpRequest) -> HttpResponse:
    """None of them opens anything any more."""
    member = cast(User, request.user)
    token.revoke_all(user=member, actor=member)
    say(request, _("All tokens are revoked."))
    return redirect("access-tokens")


@never_cache
@require_POST
@signed_in
def end_all(request: HttpRequest) -> HttpResponse:
    """The member is signed in nowhere, and with `tokens` no program comes in as them either."""
    member = cast(User, request.user)
    if request.POST.get("tokens"):
        token.revoke_all(user=member, actor=member)
    devices.end_all(user=member, actor=member)
    logout(request)
    say(request, _("You are signed out everywhere."))
    return redirect("sign-in")


def _told(request: HttpRequest) -> dict[str, Any]:
    held = list(AccessToken.objects.alive().filter(user=cast(User, request.user)).order_by("-pk"))
    words = dict(scopes)
    rows = [(row, [words[name] for name in row.scopes if name in words]) for row in held]
    return {"held": rows, "works_here": cast(User, request.user).is_staff}
