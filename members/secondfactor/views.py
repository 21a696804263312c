"""The question after the password, and the page where one's app is made known."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from members.accounts import redirects
from members.accounts.models import User
from members.passkeys import ceremonies
from members.passkeys import services as passkeys
from members.passkeys.models import BadPasskey
from members.secondfactor import drawing
from members.secondfactor import services as second
from members.secondfactor.forms import DigitsForm, SetUpForm
from members.secondfactor.models import TooOften, WrongDigits

SEED = "second_factor_seed"  # of an app that is not made known yet


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required(login_url="admin:login")
def ask(request: HttpRequest) -> HttpResponse:
    """The digits, a recovery code or a passkey; whoever has none of them sets one up first."""
    user = cast(User, request.user)
    if not second.is_missing(request, request.user):
        return _on(request)
    if not second.has_any(user):
        return redirect(_with_next(request, "second-factor-set-up"))
    form = DigitsForm(request.POST if "typed" in request.POST else None)
    if request.method == "POST" and (flaw := _given(request, user, form)):
        return _asked(request, user, form, flaw)
    return _on(request) if request.method == "POST" else _asked(request, user, form)


@never_cache
@require_POST
@staff_member_required(login_url="admin:login")
def question(request: HttpRequest) -> HttpResponse:
    """What the browser must ask the person for."""
    if not second.is_missing(request, request.user):
        return _on(request)
    told = passkeys.question(request, ceremonies.SECOND, cast(User, request.user))
    return HttpResponse(told, content_type="application/json")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required(login_url="admin:login")
def set_up(request: HttpRequest) -> HttpResponse:
    """A new app; only for whoever has nothing to be asked for, or has passed already."""
    user = cast(User, request.user)
    if not _may_set_up(request, user):
        return redirect(_with_next(request, "second-factor"))
    seed = request.session.setdefault(SEED, second.new_seed())
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second.set_up(request, user, seed=seed, digits=form.cleaned_data["typed"])
            del request.session[SEED]
            return _page(request, "codes", {"codes": codes, "next": _next(request)})
        except (WrongDigits, TooOften) as no:
            form.add_error("typed", _flaw(no))
    qr = drawing.data_of(second.address_of(user, seed))
    return _page(
        request, "set_up", {"form": form, "qr": qr, "secret": drawing.grouped(second.secret_of(seed))}
    )


def _asked(request: HttpRequest, user: User, form: DigitsForm, flaw: str = "") -> HttpResponse:
    facts = {"form": form, "flaw": flaw, "has_passkeys": user.passkeys.exists()}
    return _page(request, "ask", facts, status=400 if flaw else 200)


def _may_set_up(request: HttpRequest, user: User) -> bool:
    if second.is_missing(request, request.user):
        return not second.has_any(user)
    return second.may_have(user)


def _given(request: HttpRequest, user: User, form: DigitsForm) -> str:
    """Why what was sent is not enough; empty when it is."""
    try:
        if "answer" in request.POST:
            second.give_passkey(request, user, text=request.POST["answer"])
        elif form.is_valid():
            second.give(request, user, typed=form.cleaned_data["typed"])
        else:
            return _("Type the digits your app shows now.")
    except (WrongDigits, TooOften, BadPasskey) as no:
        return _flaw(no)
    return ""


def _flaw(no: Exception) -> str:
    if isinstance(no, TooOften):
        return _("That was often. Try again in a few minutes.")
    if isinstance(no, BadPasskey):
        return _("That passkey is not yours here. Use your app, or a recovery code.")
    return _("Those don’t fit. Digits work once and for half a minute; recovery codes once.")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    return redirects.safe(request, wanted) or reverse("admin:index")


def _on(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(_next(request))


def _with_next(request: HttpRequest, name: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return reverse(name) + (f"?{query}" if query else "")


def _page(request: HttpRequest, name: str, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in the admin's look that shows nothing of the admin's."""
    context = {**admin.site.each_context(request), "next": _next(request), **facts}
    return TemplateResponse(request, f"admin/second_factor/{name}.html", context, status=status)
