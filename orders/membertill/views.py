"""The till's page of the member whose code it read: who they are, what they have, and their purchase."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members.points import services as points
from members.tiers import services as tiers
from minishop.templatetags.shop import money
from orders.membertill import services as till
from orders.membertill import words
from orders.membertill.forms import PurchaseForm
from orders.purchases import rules
from orders.purchases import services as purchases
from orders.purchases.models import NotTaken
from orders.scanning.gate import CounterRequest, at_counter
from orders.scanning.models import Scan
from orders.scanning.views import own_scan, shift


@require_safe
@at_counter
def member(request: CounterRequest, nonce: str) -> HttpResponse:
    """Who it is; with a receipt in the address, what is to be taken; afterwards, what came of it."""
    scan = _scan(request, nonce)
    purchase = till.of_scan(scan)
    if purchase:
        context = {"purchase": purchase, "may_undo": request.user.has_perm(purchases.UNDO)}
        return _page(request, scan, "done", **context)
    form = PurchaseForm(request.GET or None, member=till.member_of(scan))
    if request.GET and form.is_valid():
        return _worked_out(request, scan, form)
    return _page(request, scan, "member", form=form)


@require_POST
@at_counter
def purchase(request: CounterRequest, nonce: str) -> HttpResponse:
    """The receipt counts; pressed twice, it is one purchase with one answer."""
    scan = _scan(request, nonce)
    form = PurchaseForm(request.POST, member=till.member_of(scan))
    if till.of_scan(scan) is None:
        if not form.is_valid():
            return _page(request, scan, "member", form=form)
        try:
            till.buy(scan=scan, **form.told())
        except words.REFUSALS as problem:
            return _page(request, scan, "member", form=form, flaw=words.refused(problem))
    return redirect("scan-member", nonce=nonce)


@require_POST
@at_counter
def undo(request: CounterRequest, nonce: str) -> HttpResponse:
    """All of the purchase is taken back, by who may."""
    made = till.of_scan(_scan(request, nonce))
    if made is None:
        return redirect("scan-member", nonce=nonce)
    try:
        purchases.undo(purchase=made, actor=request.user)
    except PermissionError as problem:
        raise PermissionDenied from problem
    return redirect("scan-member", nonce=nonce)


def _worked_out(request: CounterRequest, scan: Scan, form: PurchaseForm) -> HttpResponse:
    told = form.told()
    told.pop("receipt")
    try:
        if till.is_late(scan):
            raise NotTaken("late")
        sums = rules.sums(user=till.member_of(scan), currency=rules.currency(), **told)
    except words.REFUSALS as problem:
        return _page(request, scan, "member", form=form, flaw=words.refused(problem))
    due = money(sums.paid, sums.currency)
    return _page(request, scan, "take", form=form, sums=sums, due=due)


def _scan(request: CounterRequest, nonce: str) -> Scan:
    read = Scan.objects.filter(outcome=Scan.Outcome.MEMBER).select_related("member", "store", "staff")
    return get_object_or_404(read, pk=own_scan(request, nonce).pk)


def _page(request: CounterRequest, scan: Scan, step: str, **more: Any) -> HttpResponse:
    person = till.member_of(scan)
    form = more.get("form")
    coupons = [words.coupon(one) for one in form.coupons] if form else []
    context = {
        "scan": scan, "person": person, "standing": tiers.of(person), "figures": points.figures(person),
        "coupons": coupons, "has_scope": any(one["scope"] for one in coupons),
        "late": step == "member" and till.is_late(scan),
    }  # fmt: skip
    return render(request, f"orders/membertill/{step}.html", shift(request) | context | more)
