"""The points shop as JSON, as the member may have its pieces; one is put into the bag with `reward`."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from minishop import links
from minishop.api.fields import Money
from minishop.api.scopes import Needs
from minishop.api.views import View
from orders.pointsshop import showing
from orders.pointsshop.showing import Shown

A_SHOP = OpenApiExample(
    "A veil for points and a little money",
    {
        "points": 2480,
        "rewards": [
            {
                "reward": 3, "variant": 11, "sku": "VEIL-ROSEWOOD", "title": "Silk veil", "label": "Rosewood",
                "points": 2000, "cash": {"amount": "50.00", "currency": "CNY"}, "in_stock": True,
                "refusal": "", "missing": 0, "url": "https://shop.example/products/veil/?variant=11",
            }
        ],
    },
    response_only=True,
)  # fmt: skip


class RewardSerializer(serializers.Serializer):
    """A piece, what it costs, and why the member can't have it now."""

    reward = serializers.IntegerField(source="reward.pk", help_text="Put it in the bag under this number.")
    variant = serializers.IntegerField(source="reward.variant_id")
    sku = serializers.CharField(source="reward.variant.sku")
    title = serializers.CharField(source="reward.variant.product.t.title")
    label = serializers.CharField(source="reward.variant.label")  # type: ignore[assignment]
    points = serializers.IntegerField(source="reward.points", help_text="For each piece.")
    cash = Money(source="reward.cash")
    in_stock = serializers.BooleanField(source="reward.variant.in_stock")
    refusal = serializers.CharField(source="why", help_text="In words; empty where it can be had.")
    missing = serializers.IntegerField(source="withheld.gap", default=0, help_text="Points.")
    url = serializers.SerializerMethodField()

    def get_url(self, one: Shown) -> str:
        return links.absolute(one.href)


class PointsShopSerializer(serializers.Serializer):
    """What there is for points, and how many the member can spend."""

    points = serializers.IntegerField()
    rewards = RewardSerializer(many=True)


class PointsShopView(View):
    """What is to be had for points."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="Read the points shop", responses=PointsShopSerializer, examples=[A_SHOP], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        """Each piece with its price in points, and what is missing to it."""
        member: Any = cast(User, request.user)
        free = showing.free(member)
        told = {"points": free, "rewards": showing.offered(member, free)}
        return self.tell(PointsShopSerializer, told)


urlpatterns = [path("me/points/shop/", PointsShopView.as_view(), name="api-points-shop")]
