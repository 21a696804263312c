"""Store credit as a means of payment; orders know it by its dotted path alone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.credit import books
from minishop.ledger.models import Account
from minishop.money import Money


class StoreCredit:
    """Held, spent and given back in the ledger, each once for its reference."""

    code = "store-credit"
    label = _("Store credit")

    def balance(self, user: Any, currency: str) -> Decimal:
        return books.balance(user, currency)

    def hold(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.held", user, money, reference)

    def commit(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.spent", user, money, reference)

    def release(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.released", user, money, reference)

    def give_back(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.given_back", user, money, reference)

    def issue(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.issued", user, money, reference)

    def held(self) -> Sequence[tuple[int, str, Decimal]]:
        rows = Account.objects.filter(kind=books.HELD, balance__gt=0)
        return [
            (int(owner.partition(":")[2]), unit, balance or Decimal(0))
            for owner, unit, balance in rows.values_list("owner", "unit", "balance")
        ]
