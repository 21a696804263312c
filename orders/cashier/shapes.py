"""Payments of an order as JSON. A payment nobody has heard of yet is `unknown`, never failed."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop import links
from minishop.api.fields import Choice, Moment, Money, MoneySerializer, Text, money
from orders.cashier import methods
from orders.orders.models import Order
from orders.tenders import services as tenders
from orders.tenders.holding import Offer
from payments.attempts.models import Payment

#: It is kept at its store, to be paid at the counter.
IN_STORE = "in_store"
#: The shop's own means paid all of it.
INSIDE = "inside"
STATES = (*Payment.State.values, IN_STORE, INSIDE)


class UseSerializer(serializers.Serializer):
    """So much of a means of the shop's own, such as store credit; more than is due is not taken."""

    code = Text(max_length=20)
    amount = serializers.DecimalField(max_digits=15, decimal_places=3, min_value=Decimal("0.001"))


class OfferSerializer(serializers.Serializer):
    """A means of the shop's own that may pay a part of the order, or all of it."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    balance = serializers.SerializerMethodField(help_text="What there is in all.")
    amount = serializers.SerializerMethodField(help_text="What of it may be used for this order.")
    rest = serializers.SerializerMethodField(help_text="What is then left to pay by a method.")
    is_chosen = serializers.BooleanField(help_text="It was used last time.")

    @extend_schema_field(MoneySerializer)
    def get_balance(self, offer: Offer) -> dict[str, str]:
        return money(offer.balance, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_amount(self, offer: Offer) -> dict[str, str]:
        return money(offer.amount, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_rest(self, offer: Offer) -> dict[str, str]:
        return money(offer.rest, self.context["currency"])


class NewPaymentSerializer(serializers.Serializer):
    """How to pay, and where the gateway leads back to."""

    method = Text(
        max_length=20,
        required=False,
        default="",
        help_text="The code of a payment method; not needed where the shop’s own means pay it all.",
    )
    tenders = UseSerializer(  # type: ignore[call-arg]
        many=True, required=False, default=list, max_length=5, help_text="What is used beside the method."
    )
    return_url = Text(
        max_length=200,
        required=False,
        help_text="A page of this shop, such as `/orders/`; without it the order’s own.",
    )


class MethodSerializer(serializers.Serializer):
    """A way to pay, the one used last first."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    hint = serializers.CharField()
    is_first = serializers.BooleanField()


class MethodsSerializer(serializers.Serializer):
    """How the order may be paid, how much, and until when."""

    total = Money()
    due = serializers.SerializerMethodField(help_text="The total less what is held for it.")
    expires_at = Moment(allow_null=True)
    methods = serializers.SerializerMethodField()
    tenders = serializers.SerializerMethodField(help_text="The shop’s own means that may be used as well.")

    @extend_schema_field(MoneySerializer)
    def get_due(self, order: Order) -> dict[str, str]:
        return money(tenders.due(order).amount, order.currency)

    @extend_schema_field(OfferSerializer(many=True))
    def get_tenders(self, order: Order) -> Any:
        context = {"currency": order.currency}
        return OfferSerializer(self.context["offers"], many=True, context=context).data

    @extend_schema_field(MethodSerializer(many=True))
    def get_methods(self, order: Order) -> Any:
        return MethodSerializer(self.context["methods"], many=True).data


class ActionSerializer(serializers.Serializer):
    """What the payer does next: go to `url`, or scan `text` as a QR; `none` where nothing is to be done."""

    type = serializers.CharField(help_text="redirect, qr or none")
    url = serializers.URLField(allow_null=True)
    text = serializers.CharField(allow_null=True)


class StandingSerializer(serializers.Serializer):
    """How the order stands now."""

    number = serializers.CharField()
    state = Choice(choices=Order.State.choices)
    payment_state = Choice(choices=Order.PaymentState.choices)


class PaymentSerializer(serializers.Serializer):
    """One attempt to pay.

    While it is `created`, `pending` or `unknown`, money may be on its way: ask again.
    """

    id = serializers.CharField(source="number", allow_null=True)
    method = serializers.CharField(source="gateway")
    label = serializers.SerializerMethodField()  # type: ignore[assignment]
    state = Choice(choices=STATES)
    amount = Money()
    action = serializers.SerializerMethodField()
    created_at = Moment(allow_null=True)
    expires_at = Moment(allow_null=True)
    order = serializers.SerializerMethodField()

    def get_label(self, payment: Payment) -> str:
        return methods.label(payment.gateway)

    @extend_schema_field(ActionSerializer)
    def get_action(self, payment: Payment) -> dict[str, Any]:
        told = payment.action if payment.state == Payment.State.PENDING else {}
        url = links.absolute(told["url"]) if told.get("url") else None
        return {"type": told.get("type", "none"), "url": url, "text": told.get("text")}

    @extend_schema_field(StandingSerializer)
    def get_order(self, payment: Payment) -> Any:
        return StandingSerializer(self.context["order"]).data


def put_aside(order: Order) -> Payment:
    """The order's place at the counter, in the shape of a payment; it is none, and has no id."""
    return _shaped(order, methods.IN_STORE, IN_STORE)


def paid_inside(order: Order, code: str) -> Payment:
    """The shop's own means that paid the order, in the shape of a payment; it is none, and has no id."""
    return _shaped(order, code, INSIDE)


def _shaped(order: Order, gateway: str, state: str) -> Payment:
    facts: dict[str, Any] = {"number": None, "gateway": gateway, "state": state}
    facts |= {"amount": order.total, "currency": order.currency}
    return Payment(**facts, created_at=None, expires_at=order.expires_at)  # type: ignore[misc]
