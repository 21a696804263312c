from decimal import Decimal

import pytest

from minishop import ledger
from minishop.ledger.models import Account, Entry, Posting

pytestmark = pytest.mark.django_db


def credit(owner: str = "member:1", floor: int | None = 0) -> Account:
    floor_ = None if floor is None else Decimal(floor)
    return ledger.account(kind="credit", owner=owner, unit="CNY", floor=floor_)


def cash() -> Account:
    return ledger.account(kind="cash", owner="shop", unit="CNY", contra=True)


def give(holder: Account, amount: int, reference: str = "gift:1") -> Posting:
    return ledger.post(
        kind="gift", reference=reference, legs=[(holder, Decimal(amount)), (cash(), Decimal(-amount))]
    )


def balance(holder: Account) -> Decimal | None:
    return Account.objects.values_list("balance", flat=True).get(pk=holder.pk)


def test_an_account_is_opened_once():
    assert credit() == credit()
    assert balance(credit()) == 0


def test_a_posting_moves_the_balance_and_each_entry_tells_what_was_left():
    give(credit(), 100)
    give(credit(), -30, "gift:2")
    assert balance(credit()) == 70
    assert list(credit().entries.order_by("id").values_list("amount", "balance_after")) == [
        (100, 100),
        (-30, 70),
    ]


def test_a_contra_account_keeps_no_balance():
    give(credit(), 100)
    assert balance(cash()) is None
    assert list(cash().entries.values_list("amount", "balance_after")) == [(-100, None)]


def test_the_same_reference_posts_once():
    assert give(credit(), 100) == give(credit(), 100)
    assert balance(credit()) == 100
    assert Entry.objects.count() == 2


def test_the_same_reference_with_other_legs_is_refused():
    give(credit(), 100)
    with pytest.raises(ledger.ReferenceReused):
        give(credit(), 101)
    assert balance(credit()) == 100
    assert Entry.objects.count() == 2


def test_no_account_falls_below_its_floor():
    give(credit(), 100)
    with pytest.raises(ledger.Insufficient) as refusal:
        give(credit(), -101, "gift:2")
    assert refusal.value.balance == 100
    assert balance(credit()) == 100
    assert Posting.objects.count() == 1


def test_an_account_without_a_floor_may_owe():
    give(credit(floor=None), -5)
    assert balance(credit()) == -5


def test_legs_that_do_not_sum_to_zero_are_refused():
    with pytest.raises(ValueError, match="sum to zero"):
        ledger.post(kind="gift", reference="gift:1", legs=[(credit(), Decimal(1)), (cash(), Decimal(-2))])
    assert not Posting.objects.exists()


def test_units_balance_each_for_itself():
    points = ledger.account(kind="points", owner="member:1", unit="PTS")
    with pytest.raises(ValueError, match="sum to zero"):
        ledger.post(kind="gift", reference="gift:1", legs=[(credit(), Decimal(5)), (points, Decimal(-5))])
    assert not Posting.objects.exists()


def test_legs_of_one_account_become_one_entry():
    holder = credit()
    legs = [(holder, Decimal(10)), (holder, Decimal(-4)), (cash(), Decimal(-6))]
    ledger.post(kind="gift", reference="gift:1", legs=legs)
    assert list(holder.entries.values_list("amount", flat=True)) == [6]
