"""Giving a coupon to a friend: a link to send, a page on which it is taken, and calling it back."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members.accounts.models import User
from members.coupongifts import services as coupongifts
from members.couponpages import showing, tickets
from members.coupons import words
from members.coupons.models import IssuedCoupon, NotClaimable, NotGivable
from members.resuming.services import signed_in
from minishop.context.toasts import say
from minishop.links import absolute

PAGE, TAKE = "members/coupons/gift.html", "members/coupons/take.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """What giving it means; a POST answers with the link, which is shown this once."""
    own = get_object_or_404(IssuedCoupon, pk=pk, user=request.user.pk, coupon__can_be_given=True)
    told: dict[str, Any] = {"ticket": tickets.of_issued(IssuedCoupon.objects.filter(pk=own.pk))[0]}
    if request.method == "POST":
        try:
            secret = coupongifts.offer(issued=own, user=cast(User, request.user))
        except NotGivable:
            say(request, _("This one can’t be given away now."))
            return redirect("me-coupons")
        told["link"] = absolute(reverse("coupon-gift-taking", args=[secret]))
    return render(request, PAGE, told)


@require_POST
@signed_in
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """The link no longer gives it, unless a friend was faster."""
    own = get_object_or_404(IssuedCoupon, pk=pk, user=request.user.pk)
    try:
        coupongifts.recall(issued=own, user=cast(User, request.user))
        say(request, _("It is yours again; the link no longer works."))
    except NotGivable:
        say(request, _("Your friend has it already."))
    return redirect("me-coupons")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What the link gives; a POST takes it, after signing in."""
    if request.method == "POST":
        return taken(request, secret)
    return render(request, TAKE, showing.gift(secret, request.user))


@signed_in
def taken(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        found = coupongifts.take(secret=secret, user=cast(User, request.user))
    except NotGivable:
        return render(request, TAKE, showing.gift(secret, request.user), status=409)
    except NotClaimable as refusal:
        say(request, words.refusal(refusal))
        return redirect("coupons")
    say(request, _("%(coupon)s is yours") % {"coupon": found.coupon.t.title})
    return redirect("me-coupons")
