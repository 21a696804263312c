"""What is agreed at once, and what somebody has to look at."""

import pytest

from minishop.events.models import Event
from orders.orders.models import OrderLine
from orders.returns.models import Return
from tests import factories
from tests.orders.returns import asking
from tests.orders.returns.asking import ask, ask_before, sent

pytestmark = pytest.mark.django_db


def test_a_small_return_within_the_rules_is_agreed_at_once():
    row = ask(sent(pieces=1))

    assert (row.state, row.is_automatic, row.agreed_amount, row.agreed_by) == ("awaited", True, 238, None)
    assert row.goods_by is not None
    assert Event.objects.get(name="return.agreed").actor is None


def test_above_the_limit_somebody_decides():
    assert ask(sent(pieces=2), 2).state == "asked"


def test_a_person_has_so_many_a_month_whatever_their_orders(settings):
    settings.RETURN_AUTO_A_MONTH = 2
    person = factories.member()

    states = [ask(sent(pieces=1, user=person)).state for _ in range(3)]

    assert states == ["awaited", "awaited", "asked"]
    assert ask(sent(pieces=1, user=factories.member(), phone="+8613900139000")).state == "awaited"


def test_a_guest_is_known_by_phone(settings):
    settings.RETURN_AUTO_A_MONTH = 1

    assert [ask(sent(pieces=1)).state for _ in range(2)] == ["awaited", "asked"]


def test_those_of_a_month_ago_are_forgotten(settings):
    settings.RETURN_AUTO_A_MONTH = 1
    ask(sent(pieces=1))
    Return.objects.update(asked_at="2020-01-01T00:00:00Z")

    assert ask(sent(pieces=1)).state == "awaited"


def test_what_is_kept_and_paid_back_somebody_looks_at():
    row = ask(sent(pieces=1), kind="refund", reason="faulty", back="", photos=[asking.picture()])

    assert (row.state, row.is_before_leaving) == ("asked", False)


def test_what_was_made_to_order_somebody_looks_at():
    order = factories.order(way="ship")
    OrderLine.objects.filter(order=order).update(no_return="made_to_order")

    assert ask_before(order).state == "asked"


def test_what_staff_ask_for_a_shopper_is_not_agreed_by_nobody():
    assert ask(sent(pieces=1), source="staff", actor=factories.staff("admin")).state == "asked"
