"""Returns as programs ask for them and are told of them."""

from typing import Any

from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop import links, money
from minishop.api.fields import Choice, Moment, Money, Text, Whole
from orders.history.shapes import ReadingSerializer
from orders.history.whole import StepSerializer
from orders.returns import rules
from orders.returns.models import Return, ReturnLine
from orders.returns_words import reading
from orders.returns_words.steps import steps
from orders.stores.shapes import HouseSerializer

REASONS = [code for code, reason in rules.REASONS.items() if reason.is_offered]
#: What the shopper may do with a return now.
DEEDS = ("withdraw", "send")
READ_WITH = ("lines__line", "photos")


class PieceSerializer(serializers.Serializer):
    """So many pieces of a line of the order."""

    line = Whole(min_value=1, help_text="The id of a line of the order.")
    quantity = Whole(min_value=1, max_value=999)
    instead = Text(
        max_length=60, required=False, help_text="In an exchange, the SKU of what is wanted instead."
    )


class WishSerializer(serializers.Serializer):
    """What is asked back, why, and what for."""

    pieces = PieceSerializer(many=True, validators=[MinLengthValidator(1), MaxLengthValidator(100)])
    kind = Choice(choices=Return.Kind.choices)
    reason = Choice(choices=REASONS)


class NewReturnSerializer(WishSerializer):
    """The same, with all that is needed to ask for it."""

    note = Text(max_length=500, required=False, allow_blank=True, help_text="In the shopper’s own words.")
    back = Choice(
        choices=[Return.Back.POST, Return.Back.STORE],
        required=False,
        help_text="How the pieces come back, where they have to.",
    )
    store = Text(max_length=40, required=False, help_text="The code of the house they are brought to.")
    photos = serializers.ListField(
        child=Text(max_length=1_000_000),
        max_length=6,
        required=False,
        help_text="Pictures in Base64 (JPEG, PNG, WebP, AVIF); the whole body has a megabyte at most.",
    )


class ShareSerializer(serializers.Serializer):
    """What the pieces of one line come to."""

    line = serializers.IntegerField()
    quantity = serializers.IntegerField()
    goods = Money()
    delivery = Money()


class ReturnQuoteSerializer(serializers.Serializer):
    """What would go back: the pieces’ share of all that was agreed, delivery’s part apart."""

    pieces = ShareSerializer(many=True)
    goods = Money()
    delivery = Money()
    amount = Money()


class NewParcelSerializer(serializers.Serializer):
    """With whom the pieces travel back."""

    carrier = Text(max_length=60)
    tracking_number = Text(max_length=60)


class ReturnLineSerializer(serializers.ModelSerializer[ReturnLine]):
    """Pieces of one line, and what they come to."""

    line = serializers.IntegerField(source="line_id")
    sku = serializers.CharField(source="line.sku")
    amount = Money(currency="of.currency")
    instead = serializers.CharField(source="instead.sku", default=None, allow_null=True)

    class Meta:
        model = ReturnLine
        fields = ("line", "sku", "quantity", "amount", "instead", "received")


class ReturnSerializer(serializers.ModelSerializer[Return]):
    """Pieces asked back in one go. `can` names what the shopper may do now."""

    order = serializers.CharField(source="order.number")
    amount = Money(help_text="What was computed.")
    agreed_amount = Money(help_text="What goes back; null until it is decided.", allow_null=True)
    store = HouseSerializer(allow_null=True)
    replacement = serializers.CharField(source="replacement.number", default=None, allow_null=True)
    asked_at = Moment()
    goods_by = Moment(allow_null=True, help_text="Until when the pieces have to be on their way.")
    closed_at = Moment(allow_null=True)
    photos = serializers.SerializerMethodField(help_text="How many photographs show why.")
    reading = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField(help_text="Its page, for its owner.")
    pieces = ReturnLineSerializer(many=True, source="lines")
    timeline = serializers.SerializerMethodField()

    class Meta:
        model = Return
        fields = (
            "number", "order", "kind", "state", "reason", "note", "back", "store", "carrier",
            "tracking_number", "currency", "amount", "agreed_amount", "answer", "replacement", "asked_at",
            "goods_by", "closed_at", "photos", "reading", "can", "url", "pieces", "timeline",
        )  # fmt: skip

    def get_photos(self, back: Return) -> int:
        return len(back.photos.all())

    @extend_schema_field(ReadingSerializer)
    def get_reading(self, back: Return) -> dict[str, str]:
        told = reading.read(back)
        return {"words": told.words, "more": told.more}

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=DEEDS)))
    def get_can(self, back: Return) -> list[str]:
        return can(back)

    def get_url(self, back: Return) -> str:
        return links.absolute(reverse("return", args=[back.order.number, back.number]))

    @extend_schema_field(StepSerializer(many=True))
    def get_timeline(self, back: Return) -> Any:
        return StepSerializer(steps(back), many=True).data


def can(back: Return) -> list[str]:
    """The deeds a return allows."""
    waits = back.state == Return.State.AWAITED
    undecided = back.state in (Return.State.ASKED, Return.State.SECOND)
    allowed = {"withdraw": waits or undecided, "send": waits and back.back == Return.Back.POST}
    return [deed for deed in DEEDS if allowed[deed]]


def quote(told: Any, currency: str) -> dict[str, Any]:
    """A quote in the shape programs read."""
    parts = [
        {
            "line": piece.line.pk,
            "quantity": piece.quantity,
            "goods": money.Money(share.goods, currency),
            "delivery": money.Money(share.delivery, currency),
        }
        for piece, share in told.shares
    ]
    sums = {name: money.Money(getattr(told, name), currency) for name in ("goods", "delivery", "amount")}
    return {"pieces": parts, **sums}
