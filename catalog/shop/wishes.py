"""What a shopper asks of a listing, as its address says it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

SORTS = ("newest", "loved", "price-up", "price-down")
MOST = Decimal(10_000_000)
DIGITS = 3  # after the point, as many as any currency has
#: Fields of a wish that hold words, and how the address names them.
WORDS = {"dept": "dept", "vendor": "brand", "option": "opt", "here": "here"}


@dataclass(frozen=True, slots=True)
class Wish:
    """Filters and order; an empty field asks for nothing."""

    dept: tuple[str, ...] = ()
    vendor: tuple[str, ...] = ()
    #: Codes of facets, "colour:plum": any of one option, and something of each option.
    option: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    in_stock: bool = False
    #: One of SORTS, or empty for the listing's own order.
    sort: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Wish":
        """What the address asks for; what makes no sense in it is ignored."""
        sort = asked.get("sort", "")
        words = {field: _words(asked.getlist(name)) for field, name in WORDS.items()}
        return cls(
            **words,
            least=_amount(asked.get("min", "")),
            most=_amount(asked.get("max", "")),
            in_stock=bool(asked.get("stock")),
            sort=sort if sort in SORTS else "",
        )

    @property
    def options(self) -> dict[str, list[str]]:
        """The codes asked for, by option."""
        grouped: dict[str, list[str]] = {}
        for code in self.option:
            grouped.setdefault(code.partition(":")[0], []).append(code)
        return grouped

    def without(self, group: str) -> "Wish":
        """The same, asking nothing of one group ("dept", or an option as "opt:colour").

        The choices of a group are counted with it: another one widens what is found.
        """
        if group.startswith("opt:"):
            name = group.removeprefix("opt:")
            return replace(self, option=tuple(c for c in self.option if c.partition(":")[0] != name))
        empty: dict[str, Any] = {"in_stock": False}
        return replace(self, **{group: empty.get(group, ())})

    def parts(self) -> Iterator[tuple[str, Any]]:
        """Each thing asked for: a field of the wish and its value."""
        for field in WORDS:
            yield from ((field, word) for word in getattr(self, field))
        for field in ("least", "most"):
            if getattr(self, field) is not None:
                yield field, getattr(self, field)
        if self.in_stock:
            yield "in_stock", True

    def less(self, field: str, value: Any) -> "Wish":
        """The same without this one thing."""
        if field in WORDS:
            rest: dict[str, Any] = {field: tuple(word for word in getattr(self, field) if word != value)}
            return replace(self, **rest)
        off: dict[str, Any] = {field: False if field == "in_stock" else None}
        return replace(self, **off)

    @property
    def count(self) -> int:
        """How many filters are on."""
        return sum(1 for _ in self.parts())

    def query(self, *extra: tuple[str, object], **others: object) -> str:
        """The wish as an address has it, always in one order, so that equal wishes share what is kept."""
        names: dict[str, str] = {**WORDS, "least": "min", "most": "max", "in_stock": "stock"}
        pairs = [(names[field], _plain(value)) for field, value in self.parts()]
        if self.sort:
            pairs.append(("sort", self.sort))
        return urlencode([*extra, *pairs, *others.items()])


def _plain(value: Any) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else 1 if value is True else value


def _words(values: Iterable[str]) -> tuple[str, ...]:
    plain = (value.replace("\x00", "").strip()[:160] for value in values)
    return tuple(sorted(set(filter(None, plain))))[:12]


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    is_amount = amount.is_finite() and 0 <= amount < MOST
    return round(amount, DIGITS).normalize() if is_amount else None  # an address writes every digit
