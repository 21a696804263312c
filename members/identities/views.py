"""How one comes in: phone, e-mail and what else opens the account; and two accounts that are one's."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.accounts import addresses
from members.accounts import services as accounts
from members.accounts.forms import CodeForm, EmailForm, PhoneForm
from members.accounts.models import User, WrongCode
from members.accounts.recent import recent
from members.identities import asking, ways
from members.identities import services as identities
from members.identities.models import BelongsToAnother, CannotMerge, LastWay, StaffAddress
from members.resuming.services import signed_in
from minishop import merging
from minishop.context.toasts import say

FORMS = {"phone": PhoneForm, "email": EmailForm}
View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """Members who signed in just now; staff are known by what their admins wrote."""
    just_now = recent(view)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if cast(User, request.user).is_staff:
            say(request, _("You work here: your addresses are changed by whoever looks after the staff."))
            return redirect("my-ways")
        return cast(HttpResponse, just_now(request, *args, **kwargs))

    return cast(View, never_cache(signed_in(asked)))


@never_cache
@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "members/identities/ways.html")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def change(request: HttpRequest, kind: str) -> HttpResponse:
    """Which address it shall be; a code goes there, and the answer never tells whose it is."""
    form = _form_of(kind)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        accounts.request_code(address=address, asker=request.META["REMOTE_ADDR"])
        asking.remember(request, address)
        return redirect("way-code")
    told = {"form": form, "kind": kind, "by_mail": kind == "email"}
    return render(request, "members/identities/change.html", told, status=400 if form.errors else 200)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def code(request: HttpRequest) -> HttpResponse:
    """The code that shows the new address to be the member's."""
    address = asking.asked(request)
    if not address:
        return redirect("my-ways")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_proven(request, address, form):
        return _taken(request, address)
    told = {"form": form, "shown": addresses.hidden(address), "kind": ways.kind_of(address)}
    return render(request, "members/identities/code.html", told, status=400 if form.errors else 200)


@require_POST
@guarded
def removal(request: HttpRequest, kind: str) -> HttpResponse:
    _form_of(kind)
    try:
        ways.remove(user=cast(User, request.user), kind=kind)
        say(request, _("Removed. It no longer opens your account."))
    except LastWay:
        say(request, _("That is the only way into your account. Add another first."))
    except StaffAddress:
        say(request, _("You work here: your addresses are changed by whoever looks after the staff."))
    return redirect("my-ways")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def join(request: HttpRequest) -> HttpResponse:
    """What the other account has; a POST is the consent to make one of both."""
    owner, address = asking.offered(request)
    if owner is None:
        return redirect("my-ways")
    if request.method == "POST":
        return _joined(request, owner, address)
    told = {"joins": merging.told(owner), "shown": addresses.hidden(address) if address else ""}
    return render(request, "members/identities/join.html", told)


def _form_of(kind: str) -> Any:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _is_proven(request: HttpRequest, address: str, form: CodeForm) -> bool:
    try:
        accounts.prove(request, address=address, code=form.cleaned_data["code"])
    except WrongCode:
        form.add_error("code", _("That code doesn’t work. Check the digits, or ask for a new one."))
        return False
    return True


def _taken(request: HttpRequest, address: str) -> HttpResponse:
    try:
        ways.take(user=cast(User, request.user), address=address)
    except BelongsToAnother as other:
        asking.offer(request, other.owner, address)
        return redirect("way-join")
    asking.forget(request)
    say(request, _("Saved. It opens your account from now on."))
    return redirect("my-ways")


def _joined(request: HttpRequest, owner: User, address: str) -> HttpResponse:
    member = cast(User, request.user)
    asking.forget(request)
    try:
        identities.merge(member, owner, member)
        if address:
            ways.take(user=member, address=address)
        say(request, _("Both accounts are one now."))
    except (CannotMerge, BelongsToAnother):
        say(request, _("That account can’t be joined to yours. Nothing has changed."))
    return redirect("my-ways")
