"""One's own data: what one agrees to, a copy of everything, and being forgotten."""

from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.accounts import recent
from members.accounts import services as accounts
from members.accounts.models import User
from members.consents import services as consents
from members.resuming.services import away, signed_in
from members.rights import copies
from members.rights import services as rights
from members.rights.forms import ErasureForm
from members.rights.models import DataCopy, Erasure, NoWayBack, StaffStay, TooManyCopies
from minishop.context.toasts import say
from minishop.privacy import holdings, waiting


@never_cache
@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """What the member agrees to, their copies, and the way out."""
    member = cast(User, request.user)
    erasure = Erasure.objects.open().filter(user=member).first()
    told = {
        "standings": consents.of(member),
        "said": consents.history(member),
        "copies": DataCopy.objects.to_fetch().filter(user=member).order_by("-pk"),
        "is_coming": DataCopy.objects.filter(user=member, state=DataCopy.State.ASKED).exists(),
        "erasure": erasure,
        "under_way": waiting(member) if erasure else (),
    }
    return render(request, "members/rights/privacy.html", told)


@require_POST
@signed_in
def ask_copy(request: HttpRequest) -> HttpResponse:
    """A copy is being made, or as many were as may be in a day."""
    try:
        copies.ask(person=cast(User, request.user))
        say(request, _("Your copy is being made. We write to you when it is ready."))
    except TooManyCopies:
        say(request, _("Three copies a day are the most. Please come back tomorrow."))
    return redirect("my-privacy")


@never_cache
@require_safe
@signed_in
def fetch(request: HttpRequest, pk: int) -> FileResponse:
    """The copy, for its owner alone."""
    mine = DataCopy.objects.to_fetch().filter(user=cast(User, request.user), pk=pk).first()
    if mine is None or not mine.file.storage.exists(mine.file.name or ""):
        raise Http404
    name = f"my-data-{localdate(mine.ready_at):%Y-%m-%d}.zip"
    return FileResponse(mine.file.open("rb"), as_attachment=True, filename=name)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why; a POST with the word typed asks for it."""
    is_recent = recent.is_recent(request)
    if request.method == "POST" and not is_recent:
        return away(request, "me-confirm")
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _asked(request)
    told = {"form": form, "is_recent": is_recent} | _explained(cast(User, request.user))
    return render(request, "members/rights/erase.html", told, status=400 if form.errors else 200)


def _explained(member: User) -> dict[str, Any]:
    kept = [holding for _name, holding in holdings if holding.stays]
    gone = [holding for _name, holding in holdings if holding.erase]
    return {"gone": gone, "kept": kept, "under_way": waiting(member), "works_here": member.is_staff}


def _asked(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    try:
        rights.ask(person=member)
    except StaffStay:
        say(request, _("You work here: ask whoever looks after the staff to close your account first."))
        return redirect("my-privacy")
    if not rights.carry_out(person_id=member.pk):
        say(request, _("Noted. We erase everything once nothing is under way any more."))
        return redirect("my-privacy")
    accounts.sign_out(request)
    return render(request, "members/rights/erased.html")


@require_POST
@signed_in
def stay(request: HttpRequest) -> HttpResponse:
    """The wish is called off."""
    try:
        rights.call_off(person=cast(User, request.user))
        say(request, _("You stay with us; nothing was erased."))
    except NoWayBack:
        say(request, _("There is nothing to call off."))
    return redirect("my-privacy")
