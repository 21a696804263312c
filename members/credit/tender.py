"""Store credit as a means of payment; orders know it by its dotted path alone."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.credit import books
from minishop.money import Money


class StoreCredit:
    """Held, spent and given back in the ledger, each once for its reference."""

    code = "store-credit"
    label = _("Store credit")

    def balance(self, user: Any, currency: str) -> Decimal:
        return books.balance(user, currency)

    def most(self, *, user: Any, total: Money) -> Decimal:
        return total.amount

    def least(self, *, user: Any, currency: str) -> Decimal:
        return Decimal(0)

    def terms(self, *, user: Any, money: Money) -> str:
        return ""

    def hold(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.held", user, money, reference)

    def commit(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.spent", user, money, reference)

    def release(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.released", user, money, reference)

    def give_back(self, *, user: Any, money: Money, reference: str, of: str) -> None:
        books.post("credit.given_back", user, money, reference)

    def issue(self, *, user: Any, money: Money, reference: str) -> None:
        books.post("credit.issued", user, money, reference)

    def held(self) -> str:
        return """
            SELECT split_part(owner, ':', 2)::bigint AS member, unit, balance AS amount
            FROM minishop_account WHERE kind = 'store-credit-held' AND balance <> 0"""

    def moved(self) -> str:
        return """
            SELECT CASE posting.kind WHEN 'credit.spent' THEN 'spent' WHEN 'credit.issued' THEN 'issued'
                   ELSE 'given back' END AS what, posting.reference, max(abs(entry.amount)) AS amount
            FROM minishop_posting posting JOIN minishop_entry entry ON entry.posting_id = posting.id
            WHERE posting.kind IN ('credit.spent', 'credit.issued', 'credit.given_back') GROUP BY 1, 2"""
