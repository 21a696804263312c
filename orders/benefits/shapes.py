"""What of a member's an order used, as programs are told."""

from rest_framework import serializers

from minishop.api.fields import Money
from orders.benefits.models import OrderCoupon


class OrderCouponSerializer(serializers.ModelSerializer[OrderCoupon]):
    """A coupon that was used, and what it took off."""

    coupon = serializers.IntegerField(source="issued.coupon_id")
    title = serializers.CharField(source="issued.coupon.t.title")
    amount = Money(currency="order.currency")

    class Meta:
        model = OrderCoupon
        fields = ("coupon", "title", "amount")
