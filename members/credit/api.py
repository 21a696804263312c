"""The member's store credit as JSON: what there is, and every movement."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.credit import services as credit
from members.credit.services import Line
from minishop.api.fields import Moment, Money, MoneySerializer, money
from minishop.api.scopes import Needs
from minishop.api.views import View

TOLD = {
    "balance": {"amount": "70.00", "currency": "CNY"},
    "held": {"amount": "0.00", "currency": "CNY"},
    "lines": [
        {
            "at": "2026-11-22T02:00:00Z", "words": "Used for an order", "about": "LL-7K2M-9Q4T",
            "amount": {"amount": "-50.00", "currency": "CNY"},
            "after": {"amount": "70.00", "currency": "CNY"},
        },
        {
            "at": "2026-11-20T02:00:00Z", "words": "Given by the house", "about": "",
            "amount": {"amount": "120.00", "currency": "CNY"},
            "after": {"amount": "120.00", "currency": "CNY"},
        },
    ],
}  # fmt: skip
A_STATEMENT = OpenApiExample("A gift, and an order", TOLD, response_only=True)


class CreditLineSerializer(serializers.Serializer):
    """One movement, below zero where credit was used, and what there was after it."""

    at = Moment()
    words = serializers.CharField()
    about = serializers.CharField(help_text="The number of the order it was about; empty for others.")
    amount = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_amount(self, line: Line) -> dict[str, str]:
        return money(line.amount, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_after(self, line: Line) -> dict[str, str]:
        return money(line.after, self.context["currency"])


class CreditSerializer(serializers.Serializer):
    """What may be spent now, what is held for orders not paid yet, and the latest movements first."""

    balance = Money()
    held = Money()
    lines = serializers.SerializerMethodField(help_text="The latest hundred.")

    @extend_schema_field(CreditLineSerializer(many=True))
    def get_lines(self, told: credit.Statement) -> Any:
        context = {"currency": told.currency}
        return CreditLineSerializer(told.lines, many=True, context=context).data


class CreditView(View):
    """The member's store credit."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="Read the store credit", responses=CreditSerializer, examples=[A_STATEMENT], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        """What there is, and line by line how it came to be."""
        return self.tell(CreditSerializer, credit.statement(cast(User, request.user)))


urlpatterns = [path("me/credit/", CreditView.as_view(), name="api-me-credit")]
