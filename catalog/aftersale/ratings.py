"""What a product's published reviews come to. A product without any has no rating."""

from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, Decimal
from typing import Protocol

BEST = 5


@dataclass(frozen=True, slots=True)
class Rating:
    """An average of so many reviews."""

    #: With one decimal; what lies in the middle is rounded down, never in our favour.
    value: Decimal
    count: int

    @property
    def tenths(self) -> int:
        """The average in tenths of a star: 46."""
        return int(self.value * 10)


class Rated(Protocol):
    """A product as far as it is rated: the stars of its published reviews, and their number."""

    rating_sum: int
    rating_count: int


def of(product: Rated) -> Rating | None:
    """The product's rating as it stands, or nothing under one review."""
    if product.rating_count < 1:
        return None
    exact = Decimal(product.rating_sum) / product.rating_count
    return Rating(exact.quantize(Decimal("0.1"), ROUND_HALF_DOWN), product.rating_count)
