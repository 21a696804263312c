"""Staff give credit, within a limit, once for each key; every movement stands in the statement."""

from decimal import Decimal

import pytest

from members.credit import services as credit
from members.credit.models import CreditGrant, CreditKeyReused, TooMuchCredit
from minishop import merging
from minishop.events.models import Event
from minishop.ledger import Insufficient
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


def give(user, amount, key="k1", **told):
    return credit.grant(user=user, amount=Decimal(amount), reason="goodwill", key=key, **told)


def test_the_same_key_gives_once():
    user = factories.member()

    first, second = give(user, 100), give(user, 100)

    assert (first, credit.balance(user)) == (second, 100)
    assert Event.objects.filter(name="credit.granted").count() == 1


def test_the_same_key_gives_no_other_amount():
    user = factories.member()
    give(user, 100)

    with pytest.raises(CreditKeyReused):
        give(user, 50)

    assert credit.balance(user) == 100


def test_over_the_limit_it_takes_the_right_to_give_much():
    user, clerk, admin = factories.member(), factories.staff(), factories.staff("admin")

    for amount in (501, -501):
        with pytest.raises(TooMuchCredit) as refusal:
            give(user, amount, actor=clerk)
    assert (refusal.value.limit, CreditGrant.objects.count()) == (500, 0)

    give(user, 501, actor=admin)
    assert credit.balance(user) == 501


def test_no_more_is_taken_back_than_there_is():
    user = factories.member()
    give(user, 100)

    with pytest.raises(Insufficient):
        give(user, -101, key="k2")

    assert (credit.balance(user), CreditGrant.objects.count()) == (100, 1)


@pytest.mark.parametrize("amount", ["0", "1.005"])
def test_nothing_and_less_than_a_coin_are_not_given(amount):
    with pytest.raises(ValueError, match="not given"):
        give(factories.member(), amount)

    assert not CreditGrant.objects.exists()


def test_the_statement_adds_up_line_by_line_and_names_the_order():
    order = factories.mixed(held=100)
    give(order.user, 50)
    give(order.user, -20, key="k2")

    told = credit.statement(order.user)

    assert [(str(line.words), line.amount, line.after) for line in told.lines] == [
        ("Taken back by the house", -20, 30),
        ("Given by the house", 50, 50),
        ("Used for an order", -100, 0),
        ("Given by the house", 100, 100),
    ]
    assert sum(line.amount for line in told.lines) == told.balance
    assert (told.lines[2].about, told.lines[2].href) == (order.number, f"/orders/{order.number}/")


def test_a_long_statement_says_what_there_was_before(monkeypatch):
    monkeypatch.setattr(credit, "MOST_LINES", 2)
    user = factories.member()
    for n in range(4):
        give(user, n + 1, key=f"k{n}")

    told = credit.statement(user)

    assert told.before + sum(line.amount for line in told.lines) == told.balance == 10


def test_two_accounts_of_one_person_have_one_credit_and_what_was_held_stays_held():
    kept, order = factories.member(), factories.mixed(held=100, paid=False)
    gone = order.user
    give(kept, 30)
    give(gone, 7, key="k2")

    merging.join(kept, gone)

    told = credit.statement(kept)
    assert (told.balance, told.held, credit.balance(gone)) == (37, 100, 0)
    assert [findings(code) for code in ("L1", "L2", "T2", "T4")] == [[]] * 4


def test_an_erased_member_keeps_no_credit_and_no_words_of_ours():
    user = factories.member()
    row = give(user, 100, note="her birthday was forgotten")

    for _ in range(2):
        credit.lapse(user)

    row.refresh_from_db()
    assert (credit.balance(user), row.note) == (0, "")
    assert str(credit.statement(user).lines[0].words) == "Lapsed"
