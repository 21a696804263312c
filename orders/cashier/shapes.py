"""Payments of an order as JSON. A payment nobody has heard of yet is `unknown`, never failed."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop import links
from minishop.api.fields import Choice, Moment, Money, Text
from orders.cashier import methods
from orders.orders.models import Order
from payments.attempts.models import Payment

#: It is kept at its store, to be paid at the counter.
IN_STORE = "in_store"
STATES = (*Payment.State.values, IN_STORE)


class NewPaymentSerializer(serializers.Serializer):
    """How to pay, and where the gateway leads back to."""

    method = Text(max_length=20, help_text="The code of a payment method.")
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
    expires_at = Moment(allow_null=True)
    methods = serializers.SerializerMethodField()

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
    facts: dict[str, Any] = {"number": None, "gateway": methods.IN_STORE, "state": IN_STORE}
    facts |= {"amount": order.total, "currency": order.currency}
    return Payment(**facts, created_at=None, expires_at=order.expires_at)  # type: ignore[misc]
