"""One piece, one return, one decision."""

import pytest
from django.db import IntegrityError

from minishop.events.models import Event
from minishop.states import IllegalMove
from orders.orders.models import Order
from orders.returns import approval, locking
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import NotReturnable
from orders.tenders import services as tenders
from tests import factories
from tests.corruption import findings
from tests.orders.returns import asking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def often(settings):
    """One guest asks again and again here."""
    settings.RETURN_AUTO_A_MONTH = 1000


def unlock(monkeypatch) -> None:
    """Guard off: verbs of returns read the order and the return without waiting for anyone."""
    monkeypatch.setattr(locking, "order_of", lambda pk: Order.objects.get(pk=pk))
    monkeypatch.setattr(
        locking, "locked", lambda row: Return.objects.select_related("store", "order").get(pk=row.pk)
    )


def problems(answers: list) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def pressed(race) -> list:
    order = asking.sent(pieces=3)
    answers = race(4, lambda _i: asking.ask(order, key="pressed"))
    assert (Return.objects.filter(order=order).count(), asking.counters(order)) == (1, (3, 0, 1, 0))
    return answers


def test_pressed_twice_it_is_asked_once(race):
    answers = pressed(race)

    assert problems(answers) == []
    assert len({row.pk for row in answers}) == 1


def test_without_the_orders_lock_the_constraint_refuses_the_second_press(race, until, monkeypatch):
    """Guard off: nobody waits for the one who asks; the unique key refuses the rest."""
    unlock(monkeypatch)

    assert until(lambda: any(isinstance(one, IntegrityError) for one in problems(pressed(race))))


def for_one_piece(race) -> tuple[Order, list[Exception]]:
    """The refund and the exchange of one piece that has not left are asked for at the same moment."""
    order = factories.order(way="ship", pieces=1)
    other = asking.another(order)

    def ask(i: int) -> Return:
        told = {"kind": "exchange", "instead": other} if i else {}
        return asking.ask_before(order, **told)

    return order, problems(race(2, ask))


def test_a_piece_is_refunded_or_exchanged(race):
    for _ in range(3):
        order, refused = for_one_piece(race)
        assert [type(problem) for problem in refused] == [NotReturnable]
        assert asking.counters(order) == (0, 1, 1, 0)
        gone = sum(one.went_back + one.carried_on for one in order.tenders.with_moved())
        assert gone == Return.objects.get(order=order).agreed_amount
        assert tenders.refundable(order) == order.total - gone
    assert [findings(code) for code in ("R1", "R2", "R3", "S1", "S2")] == [[]] * 5


def test_without_the_orders_lock_only_constraints_keep_a_piece_from_being_asked_for_twice(
    race, until, monkeypatch
):
    """Guard off: both see a piece to ask for; the second return is refused by its number alone."""
    unlock(monkeypatch)

    assert until(lambda: any(isinstance(one, IntegrityError) for one in for_one_piece(race)[1]))


def two_agree(race, settings) -> tuple[Return, list[Exception]]:
    asking.decided_by_hand(settings)
    row = asking.ask_before(factories.order(way="ship"))
    people = [factories.staff("admin") for _ in range(2)]
    answers = race(2, lambda i: returns.agree(request=row, actor=people[i]))
    row.refresh_from_db()
    assert (row.state, tenders.given_back(row.order)) == ("refunding", 250)
    return row, problems(answers)


def test_two_of_staff_who_agree_at_once_agree_once(race, settings):
    for _ in range(3):
        row, refused = two_agree(race, settings)
        assert refused == []
        told = Event.objects.get(name="return.agreed", subject=f"return:{row.pk}")
        assert told.actor == row.agreed_by
    assert findings("A1.returns") == []


def test_without_the_lock_both_are_said_to_have_agreed(race, until, monkeypatch, settings):
    """Guard off: both read it as asked; the trail names two persons, and the row the slower."""
    unlock(monkeypatch)

    def damaged() -> bool:
        row, _refused = two_agree(race, settings)
        return Event.objects.filter(name="return.agreed", subject=f"return:{row.pk}").count() == 2

    assert until(damaged)


def kept_or_agreed(race, settings) -> list[Exception]:
    """The shopper takes it back while staff agree: the pieces are sent, or the money goes back."""
    asking.decided_by_hand(settings)
    order, who = factories.order(way="ship"), factories.staff("admin")
    row = asking.ask_before(order)
    verbs = [lambda: returns.withdraw(request=row), lambda: returns.agree(request=row, actor=who)]
    refused = problems(race(2, lambda i: verbs[i]()))
    row.refresh_from_db()
    left = {"withdrawn": (0, (0, 0, 0, 0)), "refunding": (250, (0, 1, 1, 0))}
    assert (tenders.given_back(order), asking.counters(order)) == left[row.state]
    return refused


def test_what_is_taken_back_is_not_paid_back(race, settings):
    for _ in range(3):
        refused = kept_or_agreed(race, settings)
        assert [type(problem) for problem in refused] == [IllegalMove]
        assert refused[0].row.state != "asked"


def test_without_the_lock_the_slower_decides_about_what_is_no_more(race, until, monkeypatch, settings):
    """Guard off: the slower has read it as asked, and only the UPDATE behind refuses the move."""
    unlock(monkeypatch)

    assert until(lambda: any(one.row.state == "asked" for one in kept_or_agreed(race, settings)))


def two_more(race, settings) -> list[str]:
    """A person who has one automatic return left asks for two at once, of two orders."""
    settings.RETURN_AUTO_A_MONTH = 1
    person = factories.member()
    orders = [factories.order(way="ship", user=person, phone=f"+86139{person.pk:08d}") for _ in range(2)]
    return sorted(row.state for row in race(2, lambda i: asking.ask_before(orders[i])))


def test_so_many_a_month_are_so_many_however_fast_one_asks(race, settings):
    for _ in range(3):
        assert two_more(race, settings) == ["asked", "refunding"]


def test_without_waiting_for_the_other_both_are_agreed_at_once(race, until, monkeypatch, settings):
    """Guard off: each counts what was agreed before, and neither the other."""
    monkeypatch.setattr(approval, "one_at_a_time", lambda order: None)

    assert until(lambda: two_more(race, settings) == ["refunding", "refunding"])
