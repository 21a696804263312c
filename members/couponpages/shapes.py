"""Coupons as programs read them."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from members.couponpages import tickets
from members.coupons.models import Coupon, IssuedCoupon
from minishop.api.fields import Moment, money

#: An amount, or nothing.
NO_MONEY = {"oneOf": [{"$ref": "#/components/schemas/Money"}, {"type": "null"}]}
OFFER = {
    "id": 3, "title": "Moonrise", "kind": "amount", "worth": {"amount": "80.00", "currency": "CNY"},
    "percent": None, "at_most": None, "from": {"amount": "1000.00", "currency": "CNY"},
    "covers": "Everything", "ends_at": "2026-09-30T16:00:00Z", "points": None, "can_be_given": True,
}  # fmt: skip
MINE = {
    "id": 41, "state": "ready", "coupon": OFFER, "issued_at": "2026-09-01T02:00:00Z",
    "starts_at": "2026-09-01T02:00:00Z", "ends_at": "2026-09-30T16:00:00Z", "used_for": "",
}  # fmt: skip
ONE = OpenApiExample("A coupon", MINE, response_only=True)
SOME = OpenApiExample("One to use", {"results": [MINE]}, response_only=True)
OFFERS = OpenApiExample("One to claim", {"results": [OFFER]}, response_only=True)


@extend_schema_serializer(component_name="CouponOffer")
class OfferSerializer(serializers.Serializer):
    """What a coupon takes off, from what on, what it covers and until when it can be had."""

    id = serializers.IntegerField()
    title = serializers.CharField(source="t.title")
    kind = serializers.ChoiceField(Coupon.Kind.values)
    worth = serializers.SerializerMethodField(help_text="Of an amount.")
    percent = serializers.SerializerMethodField(help_text="Of a percentage.", allow_null=True)
    at_most = serializers.SerializerMethodField(help_text="Of a percentage with a cap.")
    covers = serializers.SerializerMethodField(help_text="In words.")
    ends_at = Moment(allow_null=True)
    points = serializers.IntegerField(source="points_price", allow_null=True)
    can_be_given = serializers.BooleanField()

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of the language."""
        found = super().get_fields()
        found["from"] = serializers.SerializerMethodField("get_threshold")
        return found

    def _money(self, coupon: Coupon, amount: Decimal | None) -> Any:
        return money(amount, coupon.currency) if amount else None

    @extend_schema_field(NO_MONEY)
    def get_worth(self, coupon: Coupon) -> Any:
        return self._money(coupon, coupon.value if coupon.kind == Coupon.Kind.AMOUNT else None)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_percent(self, coupon: Coupon) -> str | None:
        return f"{coupon.value.normalize():f}" if coupon.kind == Coupon.Kind.PERCENT else None

    @extend_schema_field(NO_MONEY)
    def get_at_most(self, coupon: Coupon) -> Any:
        return self._money(coupon, coupon.cap)

    @extend_schema_field(NO_MONEY)
    def get_threshold(self, coupon: Coupon) -> Any:
        return self._money(coupon, coupon.threshold)

    @extend_schema_field(serializers.CharField())
    def get_covers(self, coupon: Coupon) -> str:
        return tickets.covers(coupon)


class CouponsAskedSerializer(serializers.Serializer):
    """Which of the coupons."""

    state = serializers.ChoiceField(["ready", "used", "ended"], default="ready")


class OffersSerializer(serializers.Serializer):
    results = OfferSerializer(many=True)


class CouponSerializer(serializers.Serializer):
    """A coupon that somebody has."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(IssuedCoupon.State.values)
    coupon = OfferSerializer()
    issued_at = Moment()
    starts_at = Moment()
    ends_at = Moment(allow_null=True)
    used_for = serializers.CharField(allow_blank=True, help_text="As `order:12`; empty while nothing has it.")


class CouponsSerializer(serializers.Serializer):
    results = CouponSerializer(many=True)


class ClaimSerializer(serializers.Serializer):
    coupon = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField(max_length=60)


@extend_schema_serializer(component_name="CouponLink")
class LinkSerializer(serializers.Serializer):
    link = serializers.URLField(help_text="Whoever opens it first and signs in has it. Said this once.")
