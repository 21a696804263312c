"""The member's address book; another's address does not exist."""

from typing import Any, cast

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.accounts.models import User
from members.addresses import services as addresses
from members.addresses.forms import AddressForm
from members.addresses.models import MOST, Address, TooMany
from members.resuming.services import signed_in
from minishop.context.toasts import say

UNDO_AGE = 600


@never_cache
@require_safe
@signed_in
def book(request: HttpRequest) -> HttpResponse:
    rows = list(Address.objects.of(request.user))
    facts = {"addresses": rows, "has_room": len(rows) < MOST, "most": MOST, "count": len(rows)}
    return render(request, "members/addresses/book.html", facts)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    form = _form(request, {"name": member.name, "phone": str(member.phone or "")})
    if form.is_valid():
        try:
            addresses.add(user=member, **form.parts())
        except TooMany:
            form.add_error(None, _("Your book is full. Remove an address you no longer need first."))
        else:
            say(request, _("Saved."))
            return redirect("me-addresses")
    return render(request, "members/addresses/address.html", {"form": form})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    known = {name: getattr(row, name) for name in (*addresses.PARTS, "is_default")}
    form = _form(request, known | {"phone": row.called_at})
    if form.is_valid():
        addresses.change(address=row, **form.parts())
        say(request, _("Saved."))
        return redirect("me-addresses")
    return render(request, "members/addresses/address.html", {"form": form, "address": row})


@require_POST
@signed_in
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    held = addresses.remove(address=_mine(request, pk))
    token = signing.dumps([request.user.pk, held], salt="address")
    undo_at = reverse("me-address-undo")
    say(request, _("The address is removed."), undo=undo_at, fields={"removed": token})
    return redirect("me-addresses")


@require_POST
@signed_in
def undo(request: HttpRequest) -> HttpResponse:
    """What was removed is back in the book of whoever removed it."""
    try:
        whose, held = signing.loads(request.POST.get("removed", ""), salt="address", max_age=UNDO_AGE)
        if whose != request.user.pk:
            raise signing.BadSignature
        addresses.add(user=cast(User, request.user), **held)
    except (signing.BadSignature, TooMany):
        say(request, _("That can no longer be put back."))
    return redirect("me-addresses")


@require_POST
@signed_in
def default(request: HttpRequest, pk: int) -> HttpResponse:
    addresses.make_default(address=_mine(request, pk))
    return redirect("me-addresses")


def _mine(request: HttpRequest, pk: int) -> Address:
    return get_object_or_404(Address.objects.of(request.user), pk=pk)


def _form(request: HttpRequest, known: dict[str, Any]) -> AddressForm:
    """What was sent to be kept, else the boxes with what there is to show in them."""
    if request.method != "POST":
        return AddressForm(initial=known)
    return AddressForm.told(request.POST.dict()) if request.POST.get("do") else AddressForm(request.POST)
