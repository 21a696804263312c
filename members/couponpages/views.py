"""The member's coupons, and those everybody may claim; each deed is a POST that leads back."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.accounts.models import User
from members.couponcodes import services as couponcodes
from members.couponpages import forms, showing
from members.couponpages.forms import CodeForm, KeyForm
from members.coupons import services as coupons
from members.coupons import words
from members.coupons.models import BadCouponCode, Coupon, NotClaimable, TooManyCodes
from members.lots.models import NotEnoughPoints
from members.resuming.services import signed_in
from minishop.context.toasts import say


@never_cache
@require_safe
@signed_in
def yours(request: HttpRequest) -> HttpResponse:
    """Those one has, those one used, or those that are over."""
    told = showing.yours(cast(User, request.user), request.GET.get("of", ""))
    return render(request, "members/coupons/yours.html", told)


@never_cache
@require_safe
def centre(request: HttpRequest) -> HttpResponse:
    """What there is to claim: to look at for everybody."""
    return render(request, "members/coupons/centre.html", showing.centre(request.user))


@require_POST
@signed_in
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The coupon is the member's; whoever was not signed in comes back to this."""
    coupon, form = get_object_or_404(Coupon, pk=pk, way=Coupon.Way.CLAIM), KeyForm(request.POST)
    try:
        coupons.claim(user=cast(User, request.user), coupon=coupon, key=form.told)
        say(request, _("%(coupon)s is yours") % {"coupon": coupon.t.title})
    except NotClaimable as refusal:
        say(request, words.refusal(refusal))
        return redirect("coupons")
    return redirect("me-coupons")


@require_POST
@signed_in
def buy(request: HttpRequest, pk: int) -> HttpResponse:
    """The coupon is the member's, for its price in points."""
    coupon, form = get_object_or_404(Coupon, pk=pk, way=Coupon.Way.POINTS), KeyForm(request.POST)
    try:
        coupons.buy(user=cast(User, request.user), coupon=coupon, key=form.told)
        say(request, _("%(coupon)s is yours") % {"coupon": coupon.t.title})
    except NotClaimable as refusal:
        say(request, words.refusal(refusal))
        return redirect("coupons")
    except NotEnoughPoints:
        say(request, _("There are not enough points for it yet."))
        return redirect("coupons")
    return redirect("me-coupons")


@require_POST
@signed_in
def tell(request: HttpRequest) -> HttpResponse:
    """The code's coupon is the member's; a wrong one comes back in its box."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            told = {"code": form.cleaned_data["voucher"], "asker": request.META["REMOTE_ADDR"]}
            found = couponcodes.redeem_code(user=cast(User, request.user), **told)
            say(request, _("%(coupon)s is yours") % {"coupon": found.coupon.t.title})
            return redirect("me-coupons")
        except (BadCouponCode, TooManyCodes) as refusal:
            form.add_error("voucher", forms.refused(refusal))
    told = showing.yours(cast(User, request.user), "") | {"form": form}
    return render(request, "members/coupons/yours.html", told, status=400)
