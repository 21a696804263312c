"""In by WeChat: away to its page, and back with a code or without."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.accounts import redirects
from members.accounts.models import User
from members.accounts.recent import recent
from members.identities import asking
from members.identities.models import BelongsToAnother
from members.wechat import services as wechat
from members.wechat.client import Client, Person, Refused
from members.wechat.words import WORDS
from minishop.context.toasts import say


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Away to WeChat, to come in."""
    wanted = redirects.safe(request, request.GET.get("next", ""))
    if request.user.is_authenticated:
        return HttpResponseRedirect(redirects.after(request, wanted))
    return HttpResponseRedirect(wechat.begin(request, _app(), purpose=wechat.ENTER, wanted=wanted))


@never_cache
@require_safe
@recent
def link(request: HttpRequest) -> HttpResponse:
    """Away to WeChat, to come in by it from now on."""
    wanted = redirects.safe(request, request.GET.get("next", ""))
    return HttpResponseRedirect(wechat.begin(request, _app(), purpose=wechat.LINK, wanted=wanted))


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back from WeChat: the state is ours, the code is asked about, and whoever it is enters or is linked."""
    app, wanted = _app(), ""
    try:
        errand = wechat.errand(request, request.GET.get("state", ""))
        wanted = errand.next
        code = request.GET.get("code", "")[:2000]
        person = wechat.ask(app, code=code, asker=request.META["REMOTE_ADDR"])
        if errand.purpose == wechat.LINK:
            return _linked(request, person, wanted)
        wechat.enter(request, person)
    except Refused as no:
        title, words = WORDS[no.why]
        facts = {"title": title, "words": words, "next": wanted}
        return render(request, "members/wechat/refused.html", facts, status=400)
    return HttpResponseRedirect(redirects.after(request, wanted))


@require_POST
@recent
def unlink(request: HttpRequest) -> HttpResponse:
    """WeChat no longer opens the member's account."""
    wanted = redirects.safe(request, request.POST.get("next", "")) or "me-settings"
    try:
        wechat.unlink(user=cast(User, request.user))
        say(request, _("WeChat no longer opens your account."))
    except wechat.LastWay:
        say(request, _("That is the only way into your account. Add a phone or an e-mail first."))
    return redirect(wanted)


def _app() -> Client:
    app = wechat.client()
    if app is None:
        raise Http404
    return app


def _linked(request: HttpRequest, person: Person, wanted: str) -> HttpResponse:
    try:
        wechat.link(cast(User, request.user), person)
    except BelongsToAnother as other:
        asking.offer(request, other.owner)
        return redirect("way-join")
    say(request, _("WeChat opens your account from now on."))
    return redirect(wanted or "me-settings")
