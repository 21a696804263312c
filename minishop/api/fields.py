"""Fields as the API speaks: money with its currency, moments in UTC, and no guessing of types.

The framework reads `5` as text and `"5"` as a number; here what is sent is what is meant, or refused.
"""

from datetime import UTC
from decimal import Decimal
from operator import attrgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop.money import written

#: An amount in a schema: a decimal string with all the decimals of its currency.
AMOUNT: dict[str, Any] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "examples": ["238.00"]}


class Text(serializers.CharField):
    """Text, and nothing that could be turned into text."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One of some words; an empty one in an address is none of them, not nothing said."""

    def get_value(self, dictionary: Any) -> Any:
        return dictionary.get(self.field_name, serializers.empty)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number, not digits in quotes, nor 1.0, nor true."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Flag(serializers.BooleanField):
    """true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Moment(serializers.DateTimeField):
    """A moment in UTC, as ISO 8601 writes it: 2026-11-22T02:00:00Z."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)


class MoneySerializer(serializers.Serializer):
    """An amount, as a decimal string with all the decimals of its currency."""

    amount = serializers.RegexField(AMOUNT["pattern"])
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="ISO 4217")


@extend_schema_field(MoneySerializer)
class Money(serializers.Field):
    """An amount of the object's own currency, or of `currency`: `{"amount": "238.00", "currency": "CNY"}`."""

    def __init__(self, *, currency: str = "currency", **kwargs: Any) -> None:
        self.currency_of = currency
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        amount = super().get_attribute(instance)
        if isinstance(amount, Decimal):
            return money(amount, attrgetter(self.currency_of)(instance))
        return amount

    def to_representation(self, instance: Any) -> Any:
        return instance if isinstance(instance, dict) else money(instance.amount, instance.currency)


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """The amount as the API says it."""
    return {"amount": written(amount, currency), "currency": currency}


class AskedFlag(serializers.BooleanField):
    """A flag as an address says it: true or false, and nothing where it says nothing."""

    default_empty_html = serializers.empty

    def to_internal_value(self, data: Any) -> bool:
        if data not in ("true", "false"):
            self.fail("invalid", input=data)
        return bool(data == "true")


class AskedAmount(serializers.RegexField):
    """An amount as an address says it: 238 or 238.50."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^[0-9]{1,8}(\.[0-9]{1,3})?$", **kwargs)


class Words(serializers.ListField):
    """One parameter that may stand several times, a dozen at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=Text(max_length=160), max_length=12, required=False, **kwargs)
