"""What is wished for many products, as plain values that a job can read back."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

CENT, WHOLE, NINETY = Decimal("0.01"), Decimal(1), Decimal("0.90")


@dataclass(frozen=True, slots=True)
class Wish:
    """Empty fields leave things as they are. Times are written in ISO; `collections` are primary keys."""

    status: str = ""  # publish, unpublish
    kind: str = ""
    vendor: int | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    add_to: int | None = None
    remove_from: int | None = None
    withdrawn_at: str = ""
    tracked: str = ""  # on, off
    price_by: str = ""  # percent, amount, set
    price: str = "0"
    rounding: str = ""  # whole, ninety
    compare: str = ""  # was: the price until now; none
    starts_at: str = ""
    ends_at: str = ""
    title: str = ""

    @classmethod
    def read(cls, told: dict[str, Any]) -> "Wish":
        known = {field.name for field in fields(cls)}
        kept: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        return cls(**{name: value for name, value in kept.items() if name in known})

    def written(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @property
    def is_empty(self) -> bool:
        apart = ("price", "rounding", "title", "starts_at", "ends_at")
        return not any(value for name, value in asdict(self).items() if name not in apart)

    def moment(self, name: str) -> datetime | None:
        text = getattr(self, name)
        return datetime.fromisoformat(text) if text else None

    def amount(self, before: Decimal) -> Decimal:
        """The price wished for what costs `before` now."""
        value = Decimal(self.price)
        by = {"percent": before * (100 + value) / 100, "amount": before + value, "set": value}
        return _rounded(by[self.price_by], self.rounding)


def _rounded(amount: Decimal, rounding: str) -> Decimal:
    """To the cent, to the whole, or to the nearest amount that ends in .90."""
    if rounding == "whole":
        return amount.quantize(WHOLE, ROUND_HALF_UP)
    if rounding == "ninety":
        below = (amount - NINETY).quantize(WHOLE, ROUND_FLOOR) + NINETY
        return below if amount - below < below + 1 - amount else below + 1
    return amount.quantize(CENT, ROUND_HALF_UP)
