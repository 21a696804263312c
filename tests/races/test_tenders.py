"""Money goes back, on and out at once: never more than came, and each wish once."""

from decimal import Decimal

import pytest

from members.credit import books
from members.credit import services as credit
from minishop import audit
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.tenders import holding
from orders.tenders import services as tenders
from orders.tenders.models import NotHeld, NothingLeft, TenderRefund
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def books_are_clean():
    rows = audit.run("L1", "L2", "O2", "P1", "P3", "P4", "T1", "T2", "T3", "T5")
    return all(result.is_clean for result in rows)


def give(order, amount, reference):
    return tenders.give_back(order=order, amount=Decimal(amount), reference=reference)


def unlocked(monkeypatch):
    """Guard off: the order is read without its lock."""
    monkeypatch.setattr(tenders, "_locked", lambda order: Order.objects.get(pk=order.pk))


def test_a_double_click_gives_back_once(race):
    for _ in range(ROUNDS):
        order = factories.mixed(held=100)

        answers = race(4, lambda _i, o=order: give(o, 150, "return:1"))

        assert all(answer == answers[0] for answer in answers)
        assert (tenders.given_back(order), credit.balance(order.user)) == (150, 12)
        assert books_are_clean()


def test_without_the_orders_lock_a_double_click_meets_the_constraint(race, until, monkeypatch):
    unlocked(monkeypatch)

    def damaged() -> bool:
        order = factories.mixed(held=100)
        answers = race(4, lambda _i: give(order, 150, "return:1"))
        assert tenders.given_back(order) == 150
        return any(isinstance(answer, Exception) for answer in answers)

    assert until(damaged)


def two_staff(race):
    """Two give back different returns, which together are more than was paid by either means."""
    order = factories.mixed(held=100)
    return order, race(2, lambda i: give(order, 150, f"return:{i}"))


def test_two_staff_never_give_back_more_than_was_paid_by_both_means(race):
    for _ in range(ROUNDS):
        order, answers = two_staff(race)

        assert [isinstance(answer, NothingLeft) for answer in answers].count(True) == 1
        assert tenders.given_back(order) == 150
        assert books_are_clean()


def test_without_the_orders_lock_two_staff_give_back_more_credit_than_was_spent(race, until, monkeypatch):
    """Both find ¥100 of credit left; the gateway's part alone has a lock of its own."""
    unlocked(monkeypatch)

    def damaged() -> bool:
        order = factories.mixed(held=100)
        part = Decimal(20)
        give(order, 138, "return:0")
        race(6, lambda i: give(order, part, f"return:{i + 1}"))
        return tenders.given_back(order) > order.total

    assert until(damaged)


def replacement(order, amount):
    house = factories.store()
    wanted = factories.variant(price=amount, stock={house: 1})
    return factories.order(paid=False, user=order.user, at=house, variant=wanted)


def refund_and_exchange(race):
    order = factories.mixed(held=100)
    to = replacement(order, 150)

    def carry():
        tenders.carry(source=order, to=to, amount=Decimal(150), reference="return:1")
        return lifecycle.pay_nothing(order=to)

    return order, to, race(2, lambda i: carry() if i else give(order, 150, "return:2"))


def test_a_refund_and_an_exchange_of_the_same_money_have_one_winner(race):
    for _ in range(ROUNDS):
        order, to, answers = refund_and_exchange(race)

        assert [isinstance(answer, NothingLeft) for answer in answers].count(True) == 1
        assert tenders.given_back(order) + sum(row.amount for row in to.tenders.all()) == 150
        assert books_are_clean()


def test_without_the_orders_lock_the_same_money_goes_back_and_on(race, until, monkeypatch):
    unlocked(monkeypatch)

    def damaged() -> bool:
        order, to, _answers = refund_and_exchange(race)
        return tenders.given_back(order) + sum(row.amount for row in to.tenders.all()) > order.total

    assert until(damaged)


def hold(order):
    return tenders.hold(order=order, code="store-credit", amount=Decimal(80))


def test_two_orders_never_spend_the_same_credit(race):
    for _ in range(ROUNDS):
        user = factories.member()
        orders = [factories.order(paid=False, user=user) for _ in range(2)]
        factories.credit(user, 100)

        answers = race(
            2, lambda i, o=orders: tenders.hold(order=o[i], code="store-credit", amount=Decimal(80))
        )

        assert [isinstance(answer, NotHeld) for answer in answers].count(True) == 1
        assert (credit.balance(user), books.balance(user, "CNY", books.HELD)) == (20, 80)
        assert books_are_clean()


def test_without_the_floor_two_orders_spend_the_same_credit(race, until, monkeypatch):
    """Guard off: the account is opened without a floor, only what was read before stands in the way."""
    real = books.ledger.account

    def bottomless(**told):
        return real(**{**told, "floor": None})

    monkeypatch.setattr(books.ledger, "account", bottomless)

    def damaged() -> bool:
        user = factories.member()
        orders = [factories.order(paid=False, user=user) for _ in range(2)]
        factories.credit(user, 100)
        race(2, lambda i: hold(orders[i]))
        return credit.balance(user) < 0

    assert until(damaged)


def paid_while_let_go(race):
    """The rest arrives while an earlier attempt's failure frees what is held."""
    order = factories.mixed(held=100, paid=False)
    failed = factories.payment(order, amount=138, state="failed", gateway="offline")
    payment = factories.captured(order, amount=138)
    answers = race(2, lambda i: lifecycle.settle(payment) if i else lifecycle.let_go(failed))
    order.refresh_from_db()
    return order, answers


def test_money_against_the_release_of_what_is_held_pays_in_full_or_goes_back(race):
    for _ in range(ROUNDS):
        order, answers = paid_while_let_go(race)

        assert answers[1].outcome == "paid"
        assert credit.statement(order.user).balance + credit.statement(order.user).held == 0
        assert order.payment_state == "paid"
        assert books_are_clean()


def test_without_the_orders_lock_a_release_meets_the_money(race, until, monkeypatch):
    """Guards off: neither verb locks the order, and the failure does not ask whether other money came."""
    monkeypatch.setattr(lifecycle, "locked", lambda pk: Order.objects.get(pk=pk))
    monkeypatch.setattr(lifecycle, "_money_under_way", lambda order: "")
    monkeypatch.setattr(holding, "_locked", lambda order: Order.objects.get(pk=order.pk))

    def damaged() -> bool:
        _order, answers = paid_while_let_go(race)
        return any(isinstance(answer, Exception) for answer in answers) or not books_are_clean()

    assert until(damaged)


def test_a_refused_part_is_sent_again_or_given_as_credit_never_both(race):
    for _ in range(ROUNDS):
        order = factories.mixed(held=100)
        (part,) = give(order, 138, "return:1")
        Refund.objects.filter(pk=part.refund_id).update(state="failed")

        race(2, lambda i, p=part: tenders.as_credit(tender_refund=p) if i else refunds.retry(p.refund))

        refund = Refund.objects.get(pk=part.refund_id)
        given = TenderRefund.objects.get(pk=part.pk).is_credit
        assert (refund.state, credit.balance(order.user)) == (
            ("replaced", 138) if given else ("requested", 0)
        )
        assert books_are_clean()
