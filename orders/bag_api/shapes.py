"""The bag as programs read it. Nothing in it depends on the hour, so that its ETag changes only with it."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers

from catalog.aftersale.values import NoReturn
from catalog.pictures.shapes import ImageSerializer
from minishop import links
from minishop.api.fields import Money, money
from orders.bag_api import access
from orders.carts.bag import Contents
from orders.carts.models import Way
from orders.carts.parcels import Bag, BagLine, Parcel
from orders.carts.showing import Meter, meter
from orders.pricing.values import Quote
from orders.rewards.models import Why
from orders.stores.shapes import HouseSerializer

#: How a guest says which bag.
BAG_TOKEN = OpenApiParameter(
    access.HEADER, str, OpenApiParameter.HEADER, description="A guest’s key to the bag."
)


class AdjustmentSerializer(serializers.Serializer):
    """A reduction, below zero, or what delivery costs."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    amount = Money()


class QuoteSerializer(serializers.Serializer):
    """What there is to pay: total = goods − discount + shipping, tax included."""

    goods_total = Money()
    discount_total = Money()
    shipping_total = Money()
    tax_included = Money()
    total = Money()
    points = serializers.IntegerField(help_text="Points it costs beside the money.")
    adjustments = serializers.SerializerMethodField()

    @extend_schema_field(AdjustmentSerializer(many=True))
    def get_adjustments(self, quote: Quote) -> list[dict[str, Any]]:
        return [
            {"code": one.code, "label": str(one.label), "amount": money(one.amount, quote.currency)}
            for one in quote.adjustments
        ]


class BagLineSerializer(serializers.Serializer):
    """Pieces of one variant; `quantity` is what is wanted, `available` what can be had of it this way."""

    id = serializers.IntegerField(source="line.pk")
    variant = serializers.IntegerField(source="variant.pk")
    sku = serializers.CharField(source="variant.sku")
    product = serializers.CharField(source="product.handle", help_text="Its handle.")
    title = serializers.CharField(source="product.t.title")
    label = serializers.CharField(  # type: ignore[assignment]  # a field of this name
        source="variant.label", help_text="What was chosen: “Rosewood”."
    )
    url = serializers.SerializerMethodField()
    image = ImageSerializer(source="picture", allow_null=True)
    choices = serializers.DictField(source="line.choices", child=serializers.CharField())
    quantity = serializers.IntegerField(source="line.quantity")
    available = serializers.IntegerField(source="quantity")
    late = serializers.IntegerField(help_text="So many of them are sent once they are back.")
    withheld = serializers.ChoiceField(
        Why.choices,
        source="withheld.why",
        default="",
        allow_blank=True,
        help_text="Why it can’t be had for points now; empty where it can, or costs none.",
    )
    is_gone = serializers.BooleanField(help_text="None can be had this way now; it costs nothing and stays.")
    unit_price = Money(source="price", allow_null=True)
    old_price = Money(allow_null=True, help_text="The price it had when it was last shown, if another.")
    amount = Money()
    points = serializers.IntegerField(help_text="Points its pieces cost, instead of money or beside it.")
    way = serializers.ChoiceField(Way.choices)
    store = HouseSerializer(allow_null=True)
    no_return = serializers.ChoiceField(
        NoReturn.choices,
        source="product.no_return",
        help_text="Why it is not taken back without a fault; empty where it is.",
    )

    def get_url(self, line: BagLine) -> str:
        return links.absolute(line.href)


class BagParcelSerializer(serializers.Serializer):
    """Lines that reach the shopper together."""

    way = serializers.ChoiceField(Way.choices)
    store = HouseSerializer(allow_null=True)
    lines = serializers.SerializerMethodField(help_text="The ids of its lines.")
    quantity = serializers.IntegerField()
    is_late = serializers.BooleanField(help_text="It waits for pieces to come back; nobody knows the day.")
    amount = Money()

    def get_lines(self, parcel: Parcel) -> list[int]:
        return [line.line.pk for line in parcel.lines]


class MeterSerializer(serializers.Serializer):
    """How far it is to free delivery."""

    free_from = Money()
    amount = Money()
    missing = Money()


class BagSerializer(serializers.Serializer):
    """All lines, and the price of those that can be had."""

    token = serializers.SerializerMethodField(
        help_text="A guest's key to the bag, told once: send it as `Bag-Token`."
    )
    quantity = serializers.IntegerField(help_text="Pieces that can be ordered now.")
    currency = serializers.CharField(source="quote.currency")
    lines = BagLineSerializer(many=True)
    parcels = BagParcelSerializer(many=True)
    quote = QuoteSerializer()
    free_delivery = serializers.SerializerMethodField()

    def get_token(self, bag: Bag) -> str | None:
        return self.context.get("token")

    @extend_schema_field(MeterSerializer(allow_null=True))
    def get_free_delivery(self, bag: Bag) -> dict[str, Any] | None:
        found = free_delivery(self.context["contents"], bag)
        return MeterSerializer(found).data if found else None


def free_delivery(contents: Contents, bag: Bag) -> Meter | None:
    """The meter of what is sent, where delivery may be free."""
    delivery = contents.delivery(bag)
    return next((found for parcel in bag.parcels if (found := meter(parcel, delivery))), None)
