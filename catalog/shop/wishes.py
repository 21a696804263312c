"""What a shopper asks of a listing, as its address says it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

SORTS = ("newest", "loved", "price-up", "price-down")
MOST = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class Wish:
    """Filters and order; an empty field asks for nothing."""

    dept: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    in_stock: bool = False
    sort: str = SORTS[0]

    @classmethod
    def of(cls, asked: QueryDict) -> "Wish":
        """What the address asks for; what makes no sense in it is ignored."""
        sort = asked.get("sort", "")
        return cls(
            dept=_words(asked.getlist("dept")),
            colour=_words(asked.getlist("colour")),
            here=_words(asked.getlist("here")),
            least=_amount(asked.get("min", "")),
            most=_amount(asked.get("max", "")),
            in_stock=bool(asked.get("stock")),
            sort=sort if sort in SORTS else SORTS[0],
        )

    def without(self, group: str) -> "Wish":
        """The same wish, asking nothing of one group; counts of that group are made with it."""
        empty: dict[str, Any] = {"dept": (), "colour": (), "here": (), "in_stock": False}
        return replace(self, **{group: empty[group]})

    @property
    def count(self) -> int:
        """How many filters are on."""
        bands = (self.least is not None) + (self.most is not None)
        return len(self.dept) + len(self.colour) + len(self.here) + bands + self.in_stock

    def query(self, **others: object) -> str:
        """The wish as an address has it, always in one order, so that equal wishes share what is kept."""
        pairs: list[tuple[str, object]] = [
            *(("dept", word) for word in self.dept),
            *(("colour", word) for word in self.colour),
            *(("here", word) for word in self.here),
        ]
        if self.least is not None:
            pairs.append(("min", f"{self.least:f}"))
        if self.most is not None:
            pairs.append(("max", f"{self.most:f}"))
        if self.in_stock:
            pairs.append(("stock", 1))
        if self.sort != SORTS[0]:
            pairs.append(("sort", self.sort))
        return urlencode([*pairs, *others.items()])


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value.strip()[:80] for value in values if value.strip()}))[:12]


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return amount.normalize() if amount.is_finite() and 0 <= amount < MOST else None
