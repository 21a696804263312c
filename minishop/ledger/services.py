"""The one verb of the ledger: post. Legs sum to zero, a reference posts once, no floor is broken.

Accounts with a balance are updated in primary-key order, each by an UPDATE conditional on its floor;
contra accounts are not touched at all, so they are never hot. A constraint stands behind the floor.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db import models, transaction

from minishop.events import subject_of
from minishop.ledger.models import Account, Entry, Posting

Leg = tuple[Account, Decimal]


class Insufficient(Exception):
    """The account would fall below its floor; nothing was posted."""

    def __init__(self, account: Account, balance: Decimal) -> None:
        self.account, self.balance = account, balance
        super().__init__(f"{account}: {balance} available")


class ReferenceReused(Exception):
    """This reference was posted before, with other legs; nothing was posted now."""

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        super().__init__(f"{posting} was posted with other legs")


def account(
    *,
    kind: str,
    owner: models.Model | str,
    unit: str,
    floor: Decimal | None = None,
    contra: bool = False,
) -> Account:
    """The one account of this kind, owner and unit; opened with a balance of 0 if it is new.

    `floor` and `contra` count when it is opened. A contra account has no balance and no floor.
    """
    opened = {"balance": None if contra else Decimal(0), "floor": None if contra else floor}
    name = owner if isinstance(owner, str) else subject_of(owner)
    return Account.objects.get_or_create(kind=kind, owner=name, unit=unit, defaults=opened)[0]


@transaction.atomic
def post(*, kind: str, reference: str, legs: Iterable[Leg]) -> Posting:
    """The legs stand in the ledger once for this kind and reference; legs of one account are merged.

    Raises:
        ValueError: the legs of a unit do not sum to zero, or there are none.
        Insufficient: an account would fall below its floor.
        ReferenceReused: the reference was posted with other legs.
    """
    amounts, accounts = _merged(legs)
    posting, is_new = Posting.objects.get_or_create(kind=kind, reference=reference)
    if not is_new:
        if dict(posting.entries.values_list("account_id", "amount")) != amounts:
            raise ReferenceReused(posting)
        return posting
    Entry.objects.bulk_create(
        Entry(posting=posting, account=accounts[pk], amount=amount, balance_after=_add(accounts[pk], amount))
        for pk, amount in sorted(amounts.items())
    )
    return posting


def _merged(legs: Iterable[Leg]) -> tuple[dict[int, Decimal], dict[int, Account]]:
    amounts: dict[int, Decimal] = defaultdict(Decimal)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    accounts: dict[int, Account] = {}
    for holder, amount in legs:
        accounts[holder.pk] = holder
        amounts[holder.pk] += amount
        sums[holder.unit] += amount
    moved = {pk: amount for pk, amount in amounts.items() if amount}
    if not moved or any(sums.values()):
        raise ValueError("legs move something, and sum to zero")
    return moved, accounts


def _add(holder: Account, amount: Decimal) -> Decimal | None:
    """The account's new balance, never below its floor; nothing for a contra account."""
    if holder.balance is None:
        return None
    after = models.F("balance") + amount
    rows = Account.objects.filter(pk=holder.pk)
    within = models.Q(floor=None) | models.Q(floor__lte=after)
    changed = rows.filter(within).update(balance=after)
    balance = rows.values_list("balance", flat=True).get() or Decimal(0)
    if not changed:
        raise Insufficient(holder, balance)
    return balance
