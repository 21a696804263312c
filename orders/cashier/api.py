"""The cashier as JSON: how an order may be paid, an attempt begun, and what became of it, asked at once."""

from decimal import Decimal
from typing import ClassVar

from django.http import Http404
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from minishop.api import problems, repeating
from minishop.api.problems import INVALID, Kind, Problem
from minishop.api.scopes import Needs
from minishop.api.views import View
from orders.cashier import methods
from orders.cashier import services as cashier
from orders.cashier.shapes import (
    MethodsSerializer,
    NewPaymentSerializer,
    PaymentSerializer,
    paid_inside,
    put_aside,
)
from orders.history.shapes import ORDER_KEY
from orders.lifecycle.models import TooManyPutAside
from orders.orders import access
from orders.orders.models import Order
from orders.tenders import services as tenders
from orders.tenders.base import NoSuchMeans
from orders.tenders.models import NotHeld
from payments.attempts.models import AttemptOpen, Payment
from payments.gateways.registry import NoSuchGateway

NOT_PAYABLE = problems.kind(
    "not-payable",
    409,
    gettext_lazy("There is nothing to pay that way"),
    gettext_lazy("The order is paid, over, no longer held, or not to be paid by this method. Read it again."),
)
ATTEMPT_OPEN = problems.kind(
    "payment-open",
    409,
    gettext_lazy("An earlier payment is not over yet"),
    gettext_lazy("Its gateway has not said that it is closed. Nothing was charged; ask again shortly."),
)
TOO_MANY_PUT_ASIDE = problems.kind(
    "too-many-put-aside",
    409,
    gettext_lazy("As many orders as may wait to be paid in our stores already"),
    gettext_lazy("`count` of them wait. Collect one first, or pay for this one now."),
)
problems.add(cashier.NotPayable, NOT_PAYABLE)
NOT_HELD = problems.kind(
    "not-held",
    409,
    gettext_lazy("There is less of it than was to be used"),
    gettext_lazy("`available` is what may be used of it now. Nothing was held or charged."),
)
problems.add(NotHeld, NOT_HELD, facts=lambda error: {"available": str(error.available)})
problems.add(AttemptOpen, ATTEMPT_OPEN, facts=lambda error: {"payment": error.payment.number})
problems.add(TooManyPutAside, TOO_MANY_PUT_ASIDE, facts=lambda error: {"count": error.count})


A_PAYMENT = OpenApiExample("By the rehearsal gateway", {"method": "sandbox"}, request_only=True)
STARTED = {
    "id": "PYLEAFWKT35HPQ2EGKT4", "method": "sandbox", "label": "Rehearsal payment", "state": "pending",
    "amount": {"amount": "488.00", "currency": "CNY"},
    "action": {"type": "redirect", "url": "https://shop.example/sandbox/iIzc8lNp3dc/", "text": None},
    "created_at": "2026-11-22T02:01:00Z", "expires_at": None,
    "order": {"number": "LL-Z6TS-2JCJ", "state": "open", "payment_state": "due"},
}  # fmt: skip
BEGUN = OpenApiExample("The payer goes to its page", STARTED, response_only=True, status_codes=["201"])


class OrderPart(View):
    """What belongs to one order, for whoever may see the order."""

    permission_classes = (Needs("payments:read", "payments:write", guests=True),)
    serializer_class: type[serializers.Serializer] = PaymentSerializer

    def told(self, order: Order, payment: Payment, status: int = 200, **headers: str) -> Response:
        context = {**self.get_serializer_context(), "order": order}
        return Response(PaymentSerializer(payment, context=context).data, status, headers=headers)

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)


class MethodsView(OrderPart):
    """How an order may be paid."""

    operation = "PaymentMethods"
    serializer_class = MethodsSerializer

    @extend_schema(summary="Ways to pay an order", tags=["payments"], parameters=ORDER_KEY)
    def get(self, request: Request, number: str) -> Response:
        """What may be chosen now; nothing where there is nothing to pay."""
        order = access.asked_order(request, number)
        may_pay = cashier.may_pay(order)
        is_own = access.is_owner(request, order)
        offers = tenders.offered(order) if may_pay and is_own else []
        context = {**self.get_serializer_context(), "offers": offers}
        context["methods"] = methods.offered(order) if may_pay else []
        return Response(MethodsSerializer(order, context=context).data)


class PaymentsView(OrderPart):
    """The attempts to pay an order."""

    operation = "Payments"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {
        "POST": (NOT_PAYABLE, ATTEMPT_OPEN, TOO_MANY_PUT_ASIDE, NOT_HELD)
    }
    limit = "order"
    pagination_class = None

    @extend_schema(
        summary="Payments of an order",
        tags=["payments"],
        parameters=ORDER_KEY,
        responses=PaymentSerializer(many=True),
    )
    def get(self, request: Request, number: str) -> Response:
        """Every attempt, the one chosen last first, as last heard of."""
        order = access.asked_order(request, number)
        rows = Payment.objects.of(order.reference).order_by("-chosen_at", "-pk")
        context = {**self.get_serializer_context(), "order": order}
        return Response(PaymentSerializer(rows, many=True, context=context).data)

    @extend_schema(
        summary="Begin a payment",
        tags=["payments"],
        parameters=ORDER_KEY,
        examples=[A_PAYMENT, BEGUN],
        request=NewPaymentSerializer,
        responses={201: PaymentSerializer},
    )
    @repeating.once_outside
    def post(self, request: Request, number: str) -> Response:
        """An attempt by that method stands, and `action` says where the payer goes.

        Another method needs no new order. By the method `offline` the order is put aside at its store and
        paid there. What is used of `tenders` is held, and the attempt is over the rest; where nothing is left
        to pay the order is paid: the state is `inside`, and there is no id.
        """
        told = self.read(NewPaymentSerializer)
        order = access.asked_order(request, number)
        back = _way_back(request, order, told.get("return_url", ""))
        if told["method"] == methods.IN_STORE:
            cashier.pay_in_store(order=order)
            order = access.asked_order(request, number)
            return self.told(order, put_aside(order), 201)
        uses = {use["code"]: use["amount"] for use in told["tenders"]}
        if uses and not access.is_owner(request, order):
            raise NotHeld(order, "", Decimal(0))
        payment = _begun(order, told["method"], back, uses)
        if payment is None:
            order = access.asked_order(request, number)
            return self.told(order, paid_inside(order, next(iter(uses))), 201)
        here = reverse("api-order-payment", args=[order.number, payment.number])
        order.refresh_from_db()
        return self.told(order, payment, 201, Location=request.build_absolute_uri(here))


class PaymentView(OrderPart):
    """One attempt."""

    operation = "Payment"

    @extend_schema(summary="Ask after a payment", tags=["payments"], parameters=ORDER_KEY)
    def get(self, request: Request, number: str, payment: str) -> Response:
        """Its gateway is asked now, and money that came is settled: an order that is paid says so at once."""
        found = access.asked_order(request, number)
        if not Payment.objects.of(found.reference).filter(number=payment).exists():
            raise Http404
        order = cashier.check(order=found)
        return self.told(order, Payment.objects.get(number=payment))


class CheckView(PaymentView):
    """The same for those who do not GET what changes something."""

    operation = "PaymentCheck"
    http_method_names = ["post", "options"]

    @extend_schema(
        summary="Ask after a payment, as a command", tags=["payments"], parameters=ORDER_KEY, request=None
    )
    def post(self, request: Request, number: str, payment: str) -> Response:
        """Its gateway is asked now, and money that came is settled."""
        return self.get(request, number, payment)


def _begun(order: Order, method: str, back: str, uses: dict[str, Decimal]) -> Payment | None:
    try:
        return cashier.pay(order=order, gateway=method, return_url=back, uses=uses)
    except NoSuchMeans as problem:
        flaw = {"pointer": "#/tenders", "detail": _("There is no such means."), "code": "unknown"}
        raise Problem(INVALID, errors=[flaw]) from problem
    except NoSuchGateway as problem:
        flaw = {"pointer": "#/method", "detail": _("There is no such way to pay."), "code": "unknown"}
        raise Problem(INVALID, errors=[flaw]) from problem


def _way_back(request: Request, order: Order, address: str) -> str:
    """The absolute address of a page of ours; another site's is refused."""
    ours = {request.get_host()}
    if address and not url_has_allowed_host_and_scheme(address, ours, require_https=request.is_secure()):
        flaw = {"pointer": "#/return_url", "detail": _("It is no page of this shop."), "code": "elsewhere"}
        raise Problem(INVALID, errors=[flaw])
    return request.build_absolute_uri(address or reverse("payment-return", args=[order.number]))


urlpatterns = [
    path("orders/<slug:number>/payment-methods/", MethodsView.as_view(), name="api-payment-methods"),
    path("orders/<slug:number>/payments/", PaymentsView.as_view(), name="api-order-payments"),
    path("orders/<slug:number>/payments/<slug:payment>/", PaymentView.as_view(), name="api-order-payment"),
    path(
        "orders/<slug:number>/payments/<slug:payment>/check/", CheckView.as_view(), name="api-payment-check"
    ),
]
