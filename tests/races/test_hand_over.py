"""One code, two tills."""

from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.models.functions import Now

from minishop import audit
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from orders.scanning import services as scanning
from orders.scanning.models import Scan
from payments.attempts.models import Payment
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
Outcome = Scan.Outcome


def at_two_tills(race, order, house, **facts):
    """What each till is told, and the code that both confirmed."""
    code = pickup.prepare(order=order)[0]
    clerks = [factories.staff(store=house, name=name) for name in ("Mei Chen", "Lin Yue")]

    def confirm(till: int):
        nonce = uuid4().hex
        return scanning.confirm(pickup=code, staff=clerks[till], store=house, nonce=nonce, **facts)

    return race(2, confirm), code


def test_two_tills_hand_over_once_and_the_second_says_when_where_and_by_whom(race):
    for _ in range(5):
        house = factories.store()
        verdicts, code = at_two_tills(race, factories.order(at=house), house)
        by_outcome = {verdict.outcome: verdict for verdict in verdicts}
        assert set(by_outcome) == {Outcome.HANDED_OVER, Outcome.ALREADY_COLLECTED}
        winner, second = by_outcome[Outcome.HANDED_OVER], by_outcome[Outcome.ALREADY_COLLECTED]
        assert second.pickup.collected_by == winner.scan.staff
        assert second.pickup.collected_at is not None
        assert second.pickup.store == house
        assert Scan.objects.filter(pickup=code, outcome=Outcome.HANDED_OVER).count() == 1
    assert all(result.is_clean for result in audit.run("Q1", "Q1.effect", "Q1.right"))


def test_one_till_pressing_twice_gets_the_same_answer(race):
    house = factories.store()
    code, clerk = pickup.prepare(order=factories.order(at=house))[0], factories.staff(store=house)
    nonce = uuid4().hex
    verdicts = race(4, lambda _i: scanning.confirm(pickup=code, staff=clerk, store=house, nonce=nonce))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.HANDED_OVER] * 4
    assert Scan.objects.count() == 1


def test_two_tills_that_take_the_money_take_it_once(race):
    for _ in range(3):
        house = factories.store()
        order = lifecycle.pay_in_store(order=factories.order(at=house, paid=False))
        verdicts, _code = at_two_tills(race, order, house, money_taken=True)
        assert {verdict.outcome for verdict in verdicts} == {Outcome.HANDED_OVER, Outcome.ALREADY_COLLECTED}
        assert Payment.objects.of(order.reference).received().count() == 1
        assert not Payment.objects.of(order.reference).live().exists()


def test_without_the_order_lock_and_the_condition_only_the_constraint_refuses(race, until, monkeypatch):
    """Guard off: the pick-up is marked whatever it was, and no till waits for the other.

    The damage: a till that handed over is told so by an exception of the unique index.
    """

    def unguarded(code: Pickup, staff, store) -> str:
        Pickup.objects.filter(pk=code.pk).update(collected_at=Now(), collected_by=staff)
        Fulfilment.objects.filter(pk=code.fulfilment_id).update(state=Fulfilment.State.DONE)
        return Outcome.HANDED_OVER

    monkeypatch.setattr(scanning, "_hand_over", unguarded)
    monkeypatch.setattr(scanning, "_locked", lambda code: code.order)

    def damaged() -> bool:
        house = factories.store()
        verdicts, _code = at_two_tills(race, factories.order(at=house), house)
        return any(isinstance(verdict, IntegrityError) for verdict in verdicts)

    assert until(damaged)
