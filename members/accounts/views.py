from time import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.accounts import addresses, redirects
from members.accounts import services as accounts
from members.accounts.forms import AddressForm, CodeForm, EmailForm, PhoneForm
from members.accounts.models import WrongCode
from minishop.context.toasts import say
from minishop.privacy import holdings

ASKED = "sign-in"  # what the session remembers between the two steps


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; a POST brings the code."""
    wanted = redirects.safe(request, request.GET.get("next", ""))
    if request.user.is_authenticated:
        return HttpResponseRedirect(redirects.after(request, wanted))
    asked = request.session.get(ASKED)
    if not asked or "again" in request.GET:
        return _page(request, wanted, form=_address_form(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _try_code(request, asked, wanted, form)
    return _page(request, wanted, form=form, asked=asked)


@never_cache
@require_POST
def send_code(request: HttpRequest) -> HttpResponse:
    """A code was asked for; whatever the address, the answer is the same."""
    wanted = redirects.safe(request, request.POST.get("next", ""))
    form = _address_form(request)
    if not form.is_valid():
        return _page(request, wanted, form=form)
    address = form.cleaned_data["address"]
    accounts.request_code(address=address, asker=request.META["REMOTE_ADDR"])
    request.session[ASKED] = {"address": address, "at": int(time())}
    return HttpResponseRedirect(_address(wanted))


@never_cache
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Another code to the address this visitor gave before."""
    wanted = redirects.safe(request, request.POST.get("next", ""))
    asked = request.session.get(ASKED)
    if asked and time() - asked["at"] >= 60:
        accounts.request_code(address=asked["address"], asker=request.META["REMOTE_ADDR"])
        request.session[ASKED] = {**asked, "at": int(time())}
        say(request, _("A new code is on its way. The newest one is the one that works."))
    return HttpResponseRedirect(_address(wanted))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    accounts.sign_out(request)
    say(request, _("You are signed out."))
    return HttpResponseRedirect("/", headers={"Clear-Site-Data": '"cache"'})


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """The member's own page; guests are asked in."""
    page = "me" if request.user.is_authenticated else "guest"
    return render(request, f"members/accounts/{page}.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we hold about people, for anyone to read."""
    return render(request, "members/accounts/privacy.html", {"holdings": list(holdings)})


def _address_form(request: HttpRequest) -> AddressForm:
    """By e-mail where the visitor chose so, otherwise by phone."""
    by_mail = "email" in request.POST or request.GET.get("by") == "email"
    return (EmailForm if by_mail else PhoneForm)(request.POST or None)


def _try_code(request: HttpRequest, asked: dict[str, Any], wanted: str, form: CodeForm) -> HttpResponse:
    try:
        accounts.sign_in(request, address=asked["address"], code=form.cleaned_data["code"])
    except WrongCode:
        form.add_error("code", _("That code doesn’t work. Check the digits, or ask for a new one."))
        return _page(request, wanted, form=form, asked=asked)
    request.session.pop(ASKED, None)
    return HttpResponseRedirect(redirects.after(request, wanted))


def _page(
    request: HttpRequest, wanted: str, *, form: Any, asked: dict[str, Any] | None = None
) -> HttpResponse:
    facts = {
        "form": form,
        "next": wanted,
        "posts_to": _address(wanted),
        "at_checkout": wanted.startswith("/checkout/"),
        "by_mail": isinstance(form, EmailForm) or bool(asked and addresses.is_email(asked["address"])),
        "asked": asked,
        "shown": addresses.hidden(asked["address"]) if asked else "",
        "wait": max(0, 60 - (int(time()) - asked["at"])) if asked else 0,
        "demo": settings.DEMO,
    }
    status = 400 if form.errors else 200
    return render(request, "members/accounts/sign_in.html", facts, status=status)


def _address(wanted: str) -> str:
    return reverse("sign-in") + (f"?{urlencode({'next': wanted})}" if wanted else "")
