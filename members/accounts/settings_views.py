"""The settings: a list of doors, the profile, and the page that asks once more who one is."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from members.accounts import addresses, redirects
from members.accounts import birthday as birthdays
from members.accounts import services as accounts
from members.accounts.forms import CodeForm, ProfileForm
from members.accounts.models import BirthdayFixed, User, WrongCode
from members.accounts.recent import is_recent
from members.resuming.services import signed_in
from minishop.context.toasts import say


@never_cache
@require_safe
@signed_in
def doors(request: HttpRequest) -> HttpResponse:
    return render(request, "members/accounts/settings.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Name, birthday and language."""
    member = cast(User, request.user)
    language = member.language or translation.get_language()
    known = {"name": member.name, "language": language, "birthday": member.birthday}
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and _kept(member, form):
        return _in_language(request, form.cleaned_data["language"])
    status = 400 if form.errors else 200
    return render(request, "members/accounts/profile.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """Who is signed in proves it once more, and goes on to where they were."""
    wanted = redirects.safe(request, request.GET.get("next", ""))
    member = cast(User, request.user)
    if is_recent(request):
        return HttpResponseRedirect(redirects.after(request, wanted))
    address = accounts.own_address(member)
    asked = request.method == "POST" and "code" not in request.POST
    if asked and address:
        accounts.request_code(address=address, asker=request.META["REMOTE_ADDR"])
        request.session["confirming"] = True
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_valid() and _proven(request, member, form):
        return HttpResponseRedirect(redirects.after(request, wanted))
    facts = {
        "form": form,
        "next": wanted,
        "asked": request.session.get("confirming"),
        "by_mail": "@" in address,
        "by_passkey": accounts.may_enter(member) and member.passkeys.exists(),
    }
    facts["shown"] = addresses.hidden(address) if address else ""
    return render(request, "members/accounts/confirm.html", facts, status=400 if form.errors else 200)


def _proven(request: HttpRequest, member: User, form: CodeForm) -> bool:
    try:
        accounts.confirm(request, user=member, code=form.cleaned_data["code"])
    except WrongCode:
        form.add_error("code", _("That code doesn’t work. Check the digits, or ask for a new one."))
        return False
    request.session.pop("confirming", None)
    return True


def _kept(member: User, form: ProfileForm) -> bool:
    """Whether all of it was taken; of what was not, the form says why."""
    told = form.cleaned_data
    try:
        birthdays.tell(user=member, birthday=told["birthday"])
    except BirthdayFixed as fixed:
        until = formats.date_format(fixed.until, "DATE_FORMAT")
        form.add_error("birthday", _("It can be changed again from %(until)s on.") % {"until": until})
        return False
    accounts.rename(user=member, name=told["name"], language=told["language"])
    return True


def _in_language(request: HttpRequest, language: str) -> HttpResponse:
    translation.activate(language)
    say(request, _("Saved."))
    answer = redirect("me-settings")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=60 * 60 * 24 * 365,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer
