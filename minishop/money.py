"""Money is a Decimal with its currency; here alone it is rounded and allocated.

Parts always sum to the whole: `allocate` uses the method of largest remainder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db import models

#: ISO 4217 minor units that are not two.
MINOR_UNITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3}
ZERO = Decimal(0)


def unit(currency: str) -> Decimal:
    """The smallest amount of the currency, such as Decimal("0.01")."""
    return Decimal(1).scaleb(-MINOR_UNITS.get(currency, 2))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole minor units, halves away from zero."""
    return amount.quantize(unit(currency), rounding=ROUND_HALF_UP)


def written(amount: Decimal, currency: str) -> str:
    """The amount for other programs: a decimal string with as many decimals as the currency has."""
    return f"{rounded(amount, currency):f}"


def allocate(total: Decimal, weights: Sequence[Decimal | int], currency: str) -> list[Decimal]:
    """Shares of `total` in proportion to `weights`, in minor units, that sum to it exactly.

    The minor units left after rounding down go to the largest remainders, earlier parts first.
    With all weights zero the shares are equal.

    Raises:
        ValueError: no weights, a negative one, or a total finer than the minor unit.
    """
    step = unit(currency)
    if not weights or any(weight < 0 for weight in weights) or total != rounded(total, currency):
        raise ValueError("allocate needs weights ≥ 0 and a total in whole minor units")
    whole = int(total / step)
    sign, units = (-1, -whole) if whole < 0 else (1, whole)
    return [sign * part * step for part in parts(units, _whole(weights))]


def parts(units: int, weights: Sequence[int]) -> list[int]:
    """The same of whole units by whole weights, without a fraction in between."""
    shares = weights if any(weights) else [1] * len(weights)
    whole = sum(shares)
    floors = [units * share // whole for share in shares]
    if left := units - sum(floors):
        by_remainder = sorted(range(len(shares)), key=lambda i: (-(units * shares[i] % whole), i))
        for i in by_remainder[:left]:
            floors[i] += 1
    return floors


def _whole(weights: Sequence[Decimal | int]) -> list[int]:
    """Weights in the same proportion, as whole numbers."""
    exact = [Decimal(weight) for weight in weights]
    finest = min(int(weight.as_tuple().exponent) for weight in exact)
    return [int(weight.scaleb(-min(finest, 0))) for weight in exact]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency; sums of different currencies are refused."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", rounded(Decimal(self.amount), self.currency))

    def _same(self, other: "Money") -> Decimal:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    @property
    def minor(self) -> int:
        """The amount in minor units, as payment gateways want it (238.00 CNY → 23800 fen)."""
        return int(self.amount / unit(self.currency))

    @classmethod
    def of_minor(cls, units: int, currency: str) -> "Money":
        return cls(units * unit(currency), currency)


class AmountField(models.DecimalField):
    """An amount of money in a column; three decimals hold every currency's minor unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 15)
        kwargs.setdefault("decimal_places", 3)
        super().__init__(*args, **kwargs)


class CurrencyField(models.CharField):
    """An ISO 4217 code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        kwargs.setdefault("default", default_currency)
        super().__init__(*args, **kwargs)


def default_currency() -> str:
    return settings.CURRENCY
