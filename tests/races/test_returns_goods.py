"""Pieces that leave while they are asked back, and pieces that come back to two desks at once."""

import time
from typing import Any

import pytest
from django.db import IntegrityError

from minishop.states import IllegalMove
from orders.fulfilment.leaving import NothingToSend, NotPaid
from orders.orders.models import Order
from orders.returns import rules
from orders.returns.rules import NotReturnable
from orders.returns_goods import services as goods
from orders.shipments import services as shipments
from orders.tenders import services as tenders
from tests import factories
from tests.corruption import findings
from tests.orders.returns import asking
from tests.races.test_returns import problems, unlock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def often(settings):
    """One guest asks again and again here."""
    settings.RETURN_AUTO_A_MONTH = 1000


def sent_or_kept(race) -> tuple[Order, list[Exception]]:
    """A clerk ships the only piece while the shopper asks for it back."""
    order = factories.order(way="ship")
    part = order.fulfilments.get()
    verbs = [
        lambda: asking.ask_before(order),
        lambda: shipments.send(fulfilment=part, carrier="SF", tracking="SF1"),
    ]
    return order, problems(race(2, lambda i: verbs[i]()))


def test_what_is_asked_back_stays_or_has_left(race):
    for _ in range(4):
        order, refused = sent_or_kept(race)
        sent, withdrawn, claimed, _returned = asking.counters(order)
        assert (sent + withdrawn, claimed) == (1, withdrawn)
        assert len(refused) == 1
        assert isinstance(refused[0], NotReturnable if sent else (NothingToSend, IllegalMove, NotPaid))
        assert tenders.given_back(order) == 250 * withdrawn
    assert [findings(code) for code in ("R1", "R2", "S1", "P3.pieces")] == [[]] * 4


def asked_late(monkeypatch) -> None:
    """Whoever asks has read the order, and writes once the clerk's parcel has gone."""
    check = rules.check

    def slow(order: Order, *args: Any, **told: Any) -> None:
        check(order, *args, **told)
        until = time.monotonic() + 2
        while time.monotonic() < until and not asking.counters(order)[0]:
            time.sleep(0.01)

    monkeypatch.setattr(rules, "check", slow)


def test_without_the_orders_lock_the_constraint_keeps_a_piece_from_going_both_ways(race, until, monkeypatch):
    """Guard off: who asks sees the piece lie there; sent + withdrawn ≤ quantity refuses one of them."""
    unlock(monkeypatch)
    asked_late(monkeypatch)

    assert until(lambda: any(isinstance(one, IntegrityError) for one in sent_or_kept(race)[1]))


def received(race) -> list[Exception]:
    order = asking.sent(pieces=1, user=factories.member(), phone="")
    row, who = asking.ask(order), factories.staff("admin")
    pieces = {asking.line(order).pk: (1, "shelf")}
    answers = race(3, lambda _i: goods.receive(request=row, pieces=pieces, actor=who))
    assert asking.counters(order) == (1, 0, 1, 1)
    assert (asking.shelf(order), tenders.given_back(order)) == (5, 238)
    return problems(answers)


def test_what_is_received_at_two_desks_is_received_once(race):
    for _ in range(3):
        assert received(race) == []


def test_without_the_lock_the_second_desk_is_refused_by_the_conditional_update(race, until, monkeypatch):
    """Guard off: every desk reads it as awaited; one UPDATE finds it so."""
    unlock(monkeypatch)

    assert until(lambda: any(isinstance(one, IllegalMove) for one in received(race)))
