"""The cashier: choose how to pay, come back, and never be told "failed" while nobody knows."""

from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from minishop.context.toasts import say
from orders.cashier import methods
from orders.cashier import services as cashier
from orders.lifecycle.models import TooManyPutAside
from orders.orders import access
from orders.orders.models import Order
from orders.tenders import base
from orders.tenders import services as tenders
from orders.tenders.models import NotHeld
from payments.attempts.models import AttemptOpen, Payment
from payments.gateways.registry import NoSuchGateway

State = Payment.State


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """The methods of an unpaid order; a chosen one leads on."""
    order = access.visible_order(request, number)
    if not cashier.may_pay(order):
        return _onward(order)
    if request.method == "POST":
        return _chosen(request, order, request.POST.get("method", ""))
    payment = cashier.latest(order)
    context = {"order": order, "methods": methods.offered(order), "declined": _declined(payment)}
    context["offers"] = offers = tenders.offered(order) if access.is_owner(request, order) else []
    context["sums"] = sums = offers if len(offers) == 1 else []  # what several ticks come to is not told
    context["covered"] = any(not offer.rest for offer in sums)
    return render(request, "orders/cashier/pay.html", context | methods.hold(order))


@never_cache
@require_safe
def returned(request: HttpRequest, number: str) -> HttpResponse:
    """Back from a gateway, or "I've paid, check now": the answer is looked for at once."""
    order = cashier.check(order=access.visible_order(request, number))
    if not cashier.may_pay(order):
        return _onward(order)
    payment = cashier.latest(order)
    waits = payment is not None and payment.is_live
    return redirect("payment-status" if waits else "cashier", number=order.number)


@never_cache
@require_safe
def status(request: HttpRequest, number: str) -> HttpResponse:
    """Still asking: the page comes again by itself until the answer is known."""
    order = cashier.check(order=access.visible_order(request, number))
    payment = cashier.latest(order)
    if not cashier.may_pay(order):
        return _whole_page(request, _onward(order))
    if payment is None or not payment.is_live:
        return _whole_page(request, redirect("cashier", number=order.number))
    context = {"order": order, "payment": payment, "label": methods.label(payment.gateway)}
    return render(request, "orders/cashier/status.html", context | methods.hold(order))


def _chosen(request: HttpRequest, order: Order, method: str) -> HttpResponse:
    back = request.build_absolute_uri(reverse("payment-return", args=[order.number]))
    try:
        if method == methods.IN_STORE:
            cashier.pay_in_store(order=order)
            return redirect("confirmed", number=order.number)
        payment = cashier.pay(order=order, gateway=method, return_url=back, uses=_uses(request, order))
    except (NoSuchGateway, AttemptOpen, cashier.NotPayable, NotHeld, TooManyPutAside) as problem:
        say(request, _refusal(problem))
        return redirect("cashier", number=order.number)
    if payment and payment.state == State.PENDING and payment.action.get("type") == "redirect":
        return redirect(payment.action["url"])
    return redirect("payment-return", number=order.number)


def _uses(request: HttpRequest, order: Order) -> dict[str, Decimal]:
    """The shop's own means that are ticked, each with the amount that the page told.

    They are the member's alone: whoever else may see the order pays with their own money.
    """
    said = {code: request.POST.get(f"with-{code}") for code in base.enabled()}
    try:
        uses = {code: Decimal(amount) for code, amount in said.items() if amount}
    except InvalidOperation:
        raise cashier.NotPayable from None
    if not all(amount.is_finite() for amount in uses.values()):
        raise cashier.NotPayable
    if uses and not access.is_owner(request, order):
        raise NotHeld(order, "", Decimal(0))
    return uses


def _refusal(problem: Exception) -> str:
    if isinstance(problem, NotHeld) and problem.code == "points":
        return _("There are fewer points to use than before. Nothing was charged; please look again.")
    if isinstance(problem, NotHeld):
        return _("There is less store credit than before. Nothing was charged; please look again.")
    if isinstance(problem, TooManyPutAside):
        return _(
            "%(count)s orders already wait for you to be paid in our stores. "
            "Collect one first, or pay for this one now."
        ) % {"count": problem.count}
    return _("That way of paying is not free just now. Nothing was charged.")


def _onward(order: Order) -> HttpResponseRedirect:
    """Where an order that is not to be paid now goes on: thanks, or its own page."""
    goes_ahead = order.state in (Order.State.OPEN, Order.State.COMPLETED)
    return redirect("confirmed" if goes_ahead else "order", number=order.number)


def _whole_page(request: HttpRequest, response: HttpResponseRedirect) -> HttpResponse:
    """The page that asks every few seconds goes there as a whole."""
    if not request.headers.get("HX-Request"):
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})


def _declined(payment: Payment | None) -> bool:
    return payment is not None and payment.state == State.FAILED
