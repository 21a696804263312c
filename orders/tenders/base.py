"""What a means of payment of the shop's own has to do: store credit, points; gift cards later.

It is held while the rest is paid, then committed, or released; nothing of it uses the network. A
`reference` names one holding, or one giving back; a repeated one changes nothing. The person and the
amount are told each time, for two accounts of one person may have become one meanwhile.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from minishop.money import Money


class InternalMeans(Protocol):
    """One kind of value the shop keeps for its members.

    `hold` raises `minishop.ledger.Insufficient` where there is less than asked for; then nothing moved.
    """

    code: str
    label: Any

    def balance(self, user: Any, currency: str) -> Decimal:
        """What may be held now."""

    def most(self, *, user: Any, total: Money) -> Decimal:
        """What of an order of that total it may pay, however much there is."""

    def least(self, *, user: Any, currency: str) -> Decimal:
        """Less than this it does not pay."""

    def terms(self, *, user: Any, money: Money) -> str:
        """Why it pays so much, in words for the member; empty where nothing needs to be said."""

    def hold(self, *, user: Any, money: Money, reference: str) -> None:
        """The amount can't be spent elsewhere."""

    def commit(self, *, user: Any, money: Money, reference: str) -> None:
        """What was held under the reference is spent."""

    def release(self, *, user: Any, money: Money, reference: str) -> None:
        """What was held under the reference is free again."""

    def give_back(self, *, user: Any, money: Money, reference: str, of: str) -> None:
        """The amount, spent before under the holding `of`, is the person's again."""

    def issue(self, *, user: Any, money: Money, reference: str) -> None:
        """The amount is the person's instead of money that could not be sent."""

    def held(self) -> str:
        """SQL for what the books say is held for orders: `member`, `unit` (its currency), `amount`."""

    def moved(self) -> str:
        """SQL for what they say moved: `what` (spent, given back, issued), `reference`, `amount`."""


class NoSuchMeans(LookupError):
    """No means of payment of the shop's own has this code."""


def enabled() -> dict[str, InternalMeans]:
    """The shop's own means by code, in the order of the settings."""
    return _load(tuple(settings.INTERNAL_TENDERS))


def get(code: str) -> InternalMeans:
    try:
        return enabled()[code]
    except KeyError:
        raise NoSuchMeans(code) from None


@lru_cache(maxsize=8)
def _load(paths: tuple[str, ...]) -> dict[str, InternalMeans]:
    loaded = [cast(InternalMeans, import_string(path)()) for path in paths]
    return {means.code: means for means in loaded}
