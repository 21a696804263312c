"""Orders as programs and webhooks are told of them: what was agreed and how it stands, and nobody's name."""

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers

from catalog.aftersale.values import NoReturn
from minishop import links
from minishop.api.fields import Moment, Money
from orders.benefits import shapes as used
from orders.history import cards
from orders.history.reading import read
from orders.orders import access
from orders.orders.models import Order, OrderLine

#: What the shopper may do with an order now.
DEEDS = ("pay", "cancel")
#: What `OrderSerializer` reads beside the order itself.
READ_WITH = (*used.READ_WITH, "fulfilments__store", "fulfilments__shipments")


#: How a guest says that an order is theirs.
ORDER_KEY = [
    OpenApiParameter(
        access.HEADER, str, OpenApiParameter.HEADER, description="Opens a guest’s order; from its placing."
    ),
    OpenApiParameter("key", str, description="The same in the address, as messages to guests have it."),
]


class ReadingSerializer(serializers.Serializer):
    """How it stands, as a person reads it."""

    words = serializers.CharField()
    more = serializers.CharField()


class OrderLineSerializer(serializers.ModelSerializer[OrderLine]):
    """Pieces of one variant, with the words and price agreed."""

    unit_price = Money(currency="order.currency")
    amount = Money(currency="order.currency")
    variant = serializers.IntegerField(source="variant_id")
    parcel = serializers.IntegerField(source="fulfilment_id")
    choices = serializers.DictField(child=serializers.CharField())
    no_return = serializers.ChoiceField(NoReturn.choices, help_text="As agreed when it was bought.")
    points = serializers.SerializerMethodField(help_text="Points all of it cost.")

    class Meta:
        model = OrderLine
        fields = (
            "id", "variant", "sku", "title", "label", "choices", "quantity", "unit_price", "amount", "parcel",
            "no_return", "points",
        )  # fmt: skip

    def get_points(self, line: OrderLine) -> int:
        return used.points(line)


class OrderSerializer(used.UsedSerializer, serializers.ModelSerializer[Order]):
    """What was agreed and how it stands. `can` names what its owner may do now."""

    goods_total = Money()
    discount_total = Money()
    shipping_total = Money()
    tax_included = Money(help_text="The tax inside the total.")
    total = Money()
    placed_at = Moment()
    paid_at = Moment(allow_null=True)
    expires_at = Moment(allow_null=True, help_text="Until when an unpaid order holds its pieces.")
    closed_at = Moment(allow_null=True)
    reading = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField(help_text="Its page, for its owner.")
    lines = OrderLineSerializer(many=True)

    class Meta:
        model = Order
        fields: tuple[str, ...] = (
            "number", "state", "payment_state", "currency", "goods_total", "discount_total",
            "shipping_total", "tax_included", "total", "placed_at", "paid_at", "expires_at", "closed_at",
            "reading", "can", "url", "lines", "points", "coupons",
        )  # fmt: skip

    @extend_schema_field(ReadingSerializer)
    def get_reading(self, order: Order) -> dict[str, str]:
        told = read(order)
        return {"words": told.words, "more": told.more}

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=DEEDS)))
    def get_can(self, order: Order) -> list[str]:
        return can(order)

    def get_url(self, order: Order) -> str:
        return links.absolute(reverse("order", args=[order.number]))


def can(order: Order) -> list[str]:
    """The deeds an order allows."""
    to_pay = order.state == Order.State.OPEN and order.payment_state == Order.PaymentState.DUE
    allowed = {"pay": to_pay, "cancel": cards.may_cancel(order)}
    return [deed for deed in DEEDS if allowed[deed]]
