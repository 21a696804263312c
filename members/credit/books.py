"""A member's credit in the ledger: what is free, what is held for an order, and the shop's own side.

Free and held never fall below zero. What was issued and what was spent are contra accounts, so that
they are never hot; issued − spent − lapsed is what the shop owes its members.
"""

from decimal import Decimal
from typing import Any

from minishop import ledger
from minishop.events import subject_of
from minishop.ledger.models import Account, Entry
from minishop.money import Money

FREE, HELD, ISSUED, SPENT = "store-credit", "store-credit-held", "store-credit-issued", "store-credit-spent"
#: Between which accounts each kind of posting moves.
KINDS = {
    "credit.granted": (ISSUED, FREE),
    "credit.issued": (ISSUED, FREE),
    "credit.held": (FREE, HELD),
    "credit.released": (HELD, FREE),
    "credit.spent": (HELD, SPENT),
    "credit.given_back": (SPENT, FREE),
    "credit.lapsed": (FREE, ISSUED),
}
#: What two accounts of one person do as they become one.
MERGED = "credit.merged"


def account(kind: str, user: Any, currency: str) -> Account:
    if kind in (FREE, HELD):
        return ledger.account(kind=kind, owner=user, unit=currency, floor=Decimal(0))
    return ledger.account(kind=kind, owner="shop", unit=currency, contra=True)


def post(kind: str, user: Any, money: Money, reference: str) -> None:
    """The amount moves as its kind says, once for each reference; a negative one the other way.

    Raises:
        Insufficient: there is less.
    """
    source, target = (account(each, user, money.currency) for each in KINDS[kind])
    legs = [(source, -money.amount), (target, money.amount)]
    ledger.post(kind=kind, reference=reference, legs=legs)


def balance(user: Any, currency: str, kind: str = FREE) -> Decimal:
    rows = Account.objects.filter(kind=kind, owner=subject_of(user), unit=currency)
    return rows.values_list("balance", flat=True).first() or Decimal(0)


def entries(user: Any, currency: str) -> Any:
    """What moved a member's free credit, the latest first."""
    of = Entry.objects.filter(account__kind=FREE, account__owner=subject_of(user), account__unit=currency)
    return of.select_related("posting").order_by("-pk")


def all_of(user: Any) -> list[Account]:
    """The member's accounts, free and held, in all currencies."""
    return list(Account.objects.filter(kind__in=[FREE, HELD], owner=subject_of(user)).order_by("pk"))
