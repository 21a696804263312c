"""What checkout tells programs: what there is to pay this way, when it comes, and what is missing."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop.api.fields import Money, money
from minishop.money import default_currency
from orders.bag_api.shapes import BagLineSerializer, BagParcelSerializer, QuoteSerializer
from orders.carts import showing as bag_showing
from orders.carts.models import Cart
from orders.carts.parcels import Bag
from orders.checkout import showing
from orders.checkout.values import Difference
from orders.checkout_api.asked import ARRANGED, WAYS
from orders.history.shapes import OrderSerializer
from orders.orders import access
from orders.orders.models import Order
from orders.stores.shapes import HouseSerializer

KINDS = ("price", "fewer", "gone", "late", "total", "own")


class DifferenceSerializer(serializers.Serializer):
    """One thing that is not as it was last told; prices and totals are money, the rest is pieces."""

    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField(help_text="The piece; empty for the total.")
    words = serializers.CharField()
    quantity = serializers.IntegerField(allow_null=True, help_text="So many now.")
    amount = Money(allow_null=True, help_text="So much now.")


def difference(one: Difference) -> dict[str, Any]:
    is_money = one.kind in {"price", "total"}
    after: Any = one.after
    return {
        "kind": one.kind,
        "title": one.title,
        "words": showing.sentence(one),
        "quantity": None if is_money or after is None else int(after),
        "amount": money(after, default_currency()) if is_money else None,
    }


class FlawSerializer(serializers.Serializer):
    """What is missing or not right, and where it belongs in what is sent."""

    pointer = serializers.CharField()
    detail = serializers.CharField()
    code = serializers.CharField()


class WaySerializer(serializers.Serializer):
    """One way the bag may travel."""

    way = serializers.ChoiceField(choices=WAYS)
    title = serializers.CharField()
    words = serializers.CharField(help_text="When, and how much.")


class ChoiceOfHouseSerializer(serializers.Serializer):
    """A house to collect at."""

    store = HouseSerializer()
    words = serializers.CharField(help_text="When it is ready.")
    available = serializers.IntegerField(help_text="So many of the bag’s pieces are there.")
    wanted = serializers.IntegerField()


class PromisedParcelSerializer(BagParcelSerializer):
    """Lines that reach the shopper together, and when."""

    words = serializers.SerializerMethodField()

    def get_words(self, parcel: Any) -> str:
        return bag_showing.heading(parcel, self.context["delivery"], timezone.now())


class CheckoutSerializer(serializers.Serializer):
    """The bag this way. Send `accepted` with the order: it stands for this price and these pieces."""

    accepted = serializers.SerializerMethodField(help_text="Stands for what was agreed to.")
    is_complete = serializers.SerializerMethodField(help_text="Nothing is missing: the order can be placed.")
    missing = serializers.SerializerMethodField()
    differences = serializers.SerializerMethodField()
    lines = BagLineSerializer(many=True)
    parcels = PromisedParcelSerializer(many=True)
    quote = QuoteSerializer()
    ways = serializers.SerializerMethodField()
    stores = serializers.SerializerMethodField()

    def get_accepted(self, bag: Bag) -> str:
        return accepted(self.context["cart"], bag)

    def get_is_complete(self, bag: Bag) -> bool:
        return not self.context["missing"]

    @extend_schema_field(FlawSerializer(many=True))
    def get_missing(self, bag: Bag) -> list[dict[str, str]]:
        return self.context["missing"]

    @extend_schema_field(DifferenceSerializer(many=True))
    def get_differences(self, bag: Bag) -> list[dict[str, Any]]:
        return [difference(one) for one in showing.seen(bag)]

    @extend_schema_field(WaySerializer(many=True))
    def get_ways(self, bag: Bag) -> list[dict[str, str]]:
        rows = showing.ways(self.context["contents"], self.context["province"], timezone.now())
        return [
            {"way": {"both": ARRANGED}.get(row["value"], row["value"])}
            | {name: str(row[name]) for name in ("title", "words")}
            for row in rows
        ]

    @extend_schema_field(ChoiceOfHouseSerializer(many=True))
    def get_stores(self, bag: Bag) -> Any:
        rows = showing.houses(self.context["contents"], timezone.now())
        told = [
            {"store": house, "words": words, "available": there, "wanted": wanted}
            for house, words, there, wanted in rows
        ]
        return ChoiceOfHouseSerializer(told, many=True).data


def accepted(cart: Cart, bag: Bag) -> str:
    """What the shopper agrees to: this bag at this price, in the bag's next order."""
    return f"{bag.quote.digest}.{cart.checkout_key}"


def agreed(text: str) -> dict[str, str]:
    """The quote's digest and the order's key in what was accepted."""
    digest, _dot, key = text.partition(".")
    return {"accepted": digest, "checkout_key": key}


class PlacedOrderSerializer(OrderSerializer):
    """The order that was placed."""

    key = serializers.SerializerMethodField(help_text="Opens a guest’s order: send it as `Order-Key`.")

    class Meta(OrderSerializer.Meta):
        fields = (*OrderSerializer.Meta.fields, "key")

    def get_key(self, order: Order) -> str | None:
        return None if order.user_id else access.link_key(order)
