"""What of a member's an order used, as programs are told."""

from django.db.models import Prefetch
from rest_framework import serializers

from minishop.api.fields import Money
from orders.benefits.models import OrderCoupon
from orders.orders.models import Order, OrderLine

#: What `UsedSerializer` reads beside the order itself.
READ_WITH = (
    Prefetch("lines", OrderLine.objects.select_related("reward")),
    Prefetch("coupons", OrderCoupon.objects.select_related("issued__coupon").order_by("pk")),
)


def points(line: OrderLine) -> int:
    """The points a line cost."""
    return line.reward.points if hasattr(line, "reward") else 0


class OrderCouponSerializer(serializers.ModelSerializer[OrderCoupon]):
    """A coupon that was used, and what it took off."""

    coupon = serializers.IntegerField(source="issued.coupon_id")
    title = serializers.CharField(source="issued.coupon.t.title")
    amount = Money(currency="order.currency")

    class Meta:
        model = OrderCoupon
        fields = ("coupon", "title", "amount")


class UsedSerializer(serializers.Serializer):
    """The points an order cost, and the coupons that reduced it."""

    points = serializers.SerializerMethodField(help_text="Points it cost beside the money.")
    coupons = OrderCouponSerializer(many=True)

    def get_points(self, order: Order) -> int:
        return sum(points(line) for line in order.lines.all())
