from uuid import uuid4

import pytest

from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from orders.scanning import services as scanning
from orders.scanning.models import NonceReused, NotYours, Scan
from orders.stores.models import Store
from payments.attempts.models import Payment
from tests import factories

pytestmark = pytest.mark.django_db
Outcome = Scan.Outcome


@pytest.fixture
def house() -> Store:
    return factories.store()


@pytest.fixture
def code(house: Store) -> Pickup:
    return pickup.prepare(order=factories.order(at=house))[0]


def hand_over(code: Pickup, house: Store, *, nonce: str = "", staff=None, **facts: bool) -> scanning.Verdict:
    staff = staff or factories.staff(store=house)
    return scanning.confirm(pickup=code, staff=staff, store=house, nonce=nonce or uuid4().hex, **facts)


def untouched(code: Pickup) -> bool:
    code.refresh_from_db()
    done = Fulfilment.objects.filter(pk=code.fulfilment_id, state=Fulfilment.State.DONE).exists()
    return code.collected_at is None and not done and not Scan.objects.filter(outcome="handed_over").exists()


def test_it_is_collected_done_and_logged(code: Pickup, house: Store) -> None:
    staff = factories.staff(store=house)
    assert hand_over(code, house, staff=staff).outcome == Outcome.HANDED_OVER
    code.refresh_from_db()
    assert code.collected_by == staff
    assert code.fulfilment.state == Fulfilment.State.DONE
    assert Scan.objects.get().right == Scan.Right.STORE


def test_a_second_time_says_when_where_and_by_whom(code: Pickup, house: Store) -> None:
    first = factories.staff(store=house, name="Mei Chen")
    hand_over(code, house, staff=first)
    verdict = hand_over(code, house)
    assert verdict.outcome == Outcome.ALREADY_COLLECTED
    assert verdict.pickup.collected_by.name == "Mei Chen"
    assert verdict.pickup.collected_at is not None
    assert verdict.pickup.store == house
    assert Scan.objects.filter(outcome=Outcome.HANDED_OVER).count() == 1


def test_the_same_nonce_has_the_same_answer(code: Pickup, house: Store) -> None:
    staff = factories.staff(store=house)
    answers = [hand_over(code, house, staff=staff, nonce="n" * 20).outcome for _ in range(3)]
    assert answers == [Outcome.HANDED_OVER] * 3
    assert Scan.objects.count() == 1


def test_a_nonce_of_another_pickup_is_refused(code: Pickup, house: Store) -> None:
    staff = factories.staff(store=house)
    other = pickup.prepare(order=factories.order(at=house))[0]
    hand_over(other, house, staff=staff, nonce="n" * 20)
    with pytest.raises(NonceReused):
        hand_over(code, house, staff=staff, nonce="n" * 20)
    code.refresh_from_db()
    assert code.collected_at is None


def test_it_is_not_handed_over_in_another_house(code: Pickup) -> None:
    assert hand_over(code, factories.store()).outcome == Outcome.WRONG_STORE
    assert untouched(code)


def test_a_clerk_of_another_house_may_not_confirm(code: Pickup, house: Store) -> None:
    with pytest.raises(NotYours):
        hand_over(code, house, staff=factories.staff(store=factories.store()))
    assert untouched(code)


def test_a_cancelled_order_is_not_handed_over(code: Pickup, house: Store) -> None:
    lifecycle.cancel(order=code.order, refund=True)
    assert hand_over(code, house).outcome == Outcome.CANCELLED
    assert untouched(code)


def test_an_order_to_be_paid_here_is_not_handed_over_without_the_money(house: Store) -> None:
    order = lifecycle.pay_in_store(order=factories.order(at=house, paid=False))
    code = pickup.prepare(order=order)[0]
    assert hand_over(code, house).outcome == Outcome.TO_PAY
    assert untouched(code)


def test_with_the_money_taken_it_is_paid_and_handed_over(house: Store) -> None:
    order = lifecycle.pay_in_store(order=factories.order(at=house, paid=False))
    code, staff = pickup.prepare(order=order)[0], factories.staff(store=house)
    assert hand_over(code, house, staff=staff, money_taken=True).outcome == Outcome.HANDED_OVER
    order.refresh_from_db()
    assert order.is_paid
    taken = Payment.objects.get(reference=order.reference)
    assert (taken.gateway, taken.state, taken.amount) == ("offline", Payment.State.CAPTURED, order.total)


def test_money_is_taken_once_however_often_it_is_said(house: Store) -> None:
    order = lifecycle.pay_in_store(order=factories.order(at=house, paid=False))
    code = pickup.prepare(order=order)[0]
    for _ in range(2):
        hand_over(code, house, money_taken=True)
    assert Payment.objects.filter(reference=order.reference).count() == 1


def test_a_code_previewed_at_two_tills_reads_collected_at_both(code: Pickup, house: Store) -> None:
    here, there = factories.staff(store=house), factories.staff(store=house)
    seen = scanning.preview(code=code.code, staff=there, store=house, nonce=uuid4().hex)
    hand_over(code, house, staff=here)
    assert scanning.told(scan=seen.scan).outcome == Outcome.ALREADY_COLLECTED
