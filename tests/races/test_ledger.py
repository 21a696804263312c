"""One account, many spenders."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, models

from minishop import ledger
from minishop.ledger import services
from minishop.ledger.models import Account, Posting
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)


def account(owner: str, balance: int = 0) -> Account:
    holder = ledger.account(kind="credit", owner=owner, unit="CNY", floor=Decimal(0))
    if balance:
        spend(holder, -balance, f"gift:{owner}")
    return holder


def spend(holder: Account, amount: int, reference: str) -> Posting:
    shop = ledger.account(kind="cash", owner="shop", unit="CNY", contra=True)
    legs = [(holder, Decimal(-amount)), (shop, Decimal(amount))]
    return ledger.post(kind="spend", reference=reference, legs=legs)


def balance(holder: Account) -> Decimal | None:
    return Account.objects.values_list("balance", flat=True).get(pk=holder.pk)


def test_of_eight_who_spend_the_last_hundred_five_are_served(race):
    holder = account("member:1", 100)
    answers = race(8, lambda i: spend(holder, 20, f"order:{i}"))
    assert sum(isinstance(answer, Posting) for answer in answers) == 5
    assert sum(isinstance(answer, ledger.Insufficient) for answer in answers) == 3
    assert balance(holder) == 0
    assert findings("L1") + findings("L2") == []


def test_without_the_condition_the_constraint_refuses(race, until, monkeypatch):
    """Guard off: `_add` writes without asking for the floor; the constraint behind it then speaks."""

    def unguarded(holder: Account, amount: Decimal) -> Decimal | None:
        if holder.balance is None:
            return None
        Account.objects.filter(pk=holder.pk).update(balance=models.F("balance") + amount)
        return balance(holder)

    monkeypatch.setattr(services, "_add", unguarded)
    rounds = iter(range(20))

    def damaged() -> bool:
        n = next(rounds)
        holder = account(f"member:{n}", 100)
        answers = race(8, lambda i: spend(holder, 20, f"order:{n}:{i}"))
        assert balance(holder) == 0
        return sum(isinstance(answer, IntegrityError) for answer in answers) == 3

    assert until(damaged)


def test_without_condition_and_constraint_the_account_is_overdrawn(race, until, monkeypatch):
    """Guards off: the balance is read, compared and written in three steps, and the constraint is gone."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE minishop_account DROP CONSTRAINT account_floor")

    def unguarded(holder: Account, amount: Decimal) -> Decimal | None:
        if holder.balance is None:
            return None
        if (balance(holder) or 0) + amount < 0:
            raise ledger.Insufficient(holder, Decimal(0))
        Account.objects.filter(pk=holder.pk).update(balance=models.F("balance") + amount)
        return balance(holder)

    monkeypatch.setattr(services, "_add", unguarded)
    rounds = iter(range(20))

    def overdrawn() -> bool:
        n = next(rounds)
        holder = account(f"member:{n}", 100)
        race(8, lambda i: spend(holder, 20, f"order:{n}:{i}"))
        return balance(holder) < 0

    try:
        assert until(overdrawn)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE minishop_account SET balance = 0 WHERE balance < 0")
            cursor.execute(
                "ALTER TABLE minishop_account ADD CONSTRAINT account_floor"
                " CHECK (floor IS NULL OR balance IS NULL OR balance >= floor)"
            )


def test_the_same_reference_at_once_is_posted_once(race):
    holder = account("member:1", 100)
    answers = race(6, lambda _i: spend(holder, 20, "order:1"))
    assert len({answer.pk for answer in answers}) == 1
    assert balance(holder) == 80


def test_opposite_transfers_do_not_wait_for_each_other_forever(race):
    one, two = account("member:1", 100), account("member:2", 100)

    def transfer(i: int) -> Posting:
        giver, taker = (one, two) if i % 2 else (two, one)
        legs = [(giver, Decimal(-1)), (taker, Decimal(1))]
        return ledger.post(kind="transfer", reference=f"transfer:{i}", legs=legs)

    answers = race(12, transfer)
    assert all(isinstance(answer, Posting) for answer in answers), answers
    assert (balance(one), balance(two)) == (100, 100)
    assert findings("L2") == []


def test_transfers_in_the_order_they_were_asked_for_deadlock(race, until, monkeypatch):
    """Guard off: accounts are locked in the order of the legs instead of by primary key."""
    from django.db import OperationalError

    monkeypatch.setattr(services, "sorted", lambda items: items, raising=False)
    one, two = account("member:1", 500), account("member:2", 500)
    rounds = iter(range(20))

    def damaged() -> bool:
        n = next(rounds)

        def transfer(i: int) -> Posting:
            giver, taker = (one, two) if i % 2 else (two, one)
            legs = [(giver, Decimal(-1)), (taker, Decimal(1))]
            return ledger.post(kind="transfer", reference=f"transfer:{n}:{i}", legs=legs)

        answers = race(8, transfer)
        return any(isinstance(answer, OperationalError) for answer in answers)

    assert until(damaged)
