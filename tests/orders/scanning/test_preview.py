from uuid import uuid4

import pytest

from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from orders.scanning import services as scanning
from orders.scanning.models import NonceReused, NotYours, Scan
from orders.stores.models import Store
from payments.refunds import services as refunds
from tests import factories

pytestmark = pytest.mark.django_db
Outcome = Scan.Outcome


@pytest.fixture
def house() -> Store:
    return factories.store()


def ready(house: Store, **facts: object) -> Pickup:
    """A paid order, packed, its code drawn."""
    order = factories.order(at=house, **facts)
    fulfilment.ready(fulfilment=order.fulfilments.get())
    return pickup.prepare(order=order)[0]


def look(house: Store, code: str, *, nonce: str = "", staff=None) -> scanning.Verdict:
    staff = staff or factories.staff(store=house)
    return scanning.preview(code=code, staff=staff, store=house, nonce=nonce or uuid4().hex)


def test_a_paid_and_packed_order_may_be_handed_over(house: Store) -> None:
    code = ready(house)
    verdict = look(house, code.code)
    assert verdict.outcome == Outcome.PREVIEWED
    code.refresh_from_db()
    assert code.collected_at is None


@pytest.mark.parametrize("way", ["short_code", "code", "number"])
def test_the_code_the_short_code_and_the_order_number_all_find_it(house: Store, way: str) -> None:
    code = ready(house)
    typed = {"short_code": code.spoken.lower(), "code": code.code, "number": code.order.number.lower()}
    assert look(house, typed[way]).pickup == code


def test_an_order_that_is_not_packed_says_so_and_may_be_packed_now(house: Store) -> None:
    (code,) = pickup.prepare(order=factories.order(at=house))
    verdict = look(house, code.code)
    assert verdict.outcome == Outcome.NOT_READY


def test_an_order_of_another_house_names_that_house(house: Store) -> None:
    there = ready(factories.store(name="Anfu Road"))
    verdict = look(house, there.code)
    assert verdict.outcome == Outcome.WRONG_STORE
    assert verdict.pickup.store.name == "Anfu Road"


def test_a_short_code_of_another_house_is_unknown_here(house: Store) -> None:
    assert look(house, ready(factories.store()).short_code).outcome == Outcome.UNKNOWN


def test_an_unpaid_order_is_refused(house: Store) -> None:
    order = factories.order(at=house, paid=False)
    assert look(house, order.number).outcome == Outcome.UNPAID


def test_an_order_to_be_paid_here_says_how_much(house: Store) -> None:
    order = lifecycle.pay_in_store(order=factories.order(at=house, paid=False))
    verdict = look(house, order.number)
    assert verdict.outcome == Outcome.TO_PAY
    assert verdict.due == order.money


def test_a_cancelled_order_is_refused(house: Store) -> None:
    code = ready(house)
    lifecycle.cancel(order=code.order, refund=True)
    assert look(house, code.code).outcome == Outcome.CANCELLED


def test_an_order_that_ran_out_is_refused(house: Store) -> None:
    order = factories.order(at=house, paid=False)
    Order.objects.filter(pk=order.pk).update(state=Order.State.EXPIRED)
    assert look(house, order.number).outcome == Outcome.EXPIRED


def test_a_refunded_order_is_refused(house: Store) -> None:
    code = ready(house)
    Order.objects.filter(pk=code.order.pk).update(payment_state=Order.PaymentState.REFUNDED)
    assert look(house, code.code).outcome == Outcome.REFUNDED


def test_an_order_that_is_sent_is_not_collected(house: Store) -> None:
    assert look(house, factories.order(at=house, way="ship").number).outcome == Outcome.NOT_HERE


def test_a_code_nobody_has_is_unknown(house: Store) -> None:
    assert look(house, "0" * 20).outcome == Outcome.UNKNOWN


def test_a_paid_order_whose_code_was_never_opened_is_found_by_its_number(house: Store) -> None:
    order = factories.order(at=house)
    assert look(house, order.number).outcome == Outcome.NOT_READY


def test_the_same_nonce_is_the_same_scan(house: Store) -> None:
    code, staff = ready(house), factories.staff(store=house)
    first = look(house, code.code, staff=staff, nonce="n" * 20)
    assert look(house, "0" * 20, staff=staff, nonce="n" * 20).scan == first.scan
    assert Scan.objects.count() == 1


def test_another_persons_nonce_is_refused(house: Store) -> None:
    look(house, "0" * 20, nonce="n" * 20)
    with pytest.raises(NonceReused):
        look(house, "0" * 20, nonce="n" * 20)
    assert Scan.objects.count() == 1


def test_a_clerk_of_another_house_may_not_scan_here(house: Store) -> None:
    code = ready(house)
    with pytest.raises(NotYours):
        look(house, code.code, staff=factories.staff(store=factories.store()))
    assert not Scan.objects.exists()


def test_someone_without_the_right_may_not_scan(house: Store) -> None:
    with pytest.raises(NotYours):
        look(house, "0" * 20, staff=factories.staff("marketing", store=house))
    assert not Scan.objects.exists()


def test_after_many_unknown_codes_even_a_right_one_is_not_told(house: Store) -> None:
    code, staff = ready(house), factories.staff(store=house)
    for n in range(scanning.GUESSES):
        look(house, f"{n:06d}", staff=staff)
    verdict = look(house, code.short_code, staff=staff)
    assert verdict.outcome == Outcome.LIMITED
    assert verdict.order is None
    assert verdict.pickup is None
    assert look(house, code.short_code).outcome == Outcome.PREVIEWED


def test_after_many_unknown_codes_the_code_itself_still_opens(house: Store) -> None:
    code, staff = ready(house), factories.staff(store=house)
    for n in range(scanning.GUESSES):
        look(house, f"{n:06d}", staff=staff)
    assert look(house, code.code, staff=staff).outcome == Outcome.PREVIEWED
    assert look(house, "0" * 20, staff=staff).outcome == Outcome.LIMITED


def test_what_was_paid_back_is_not_handed_over(house: Store) -> None:
    code = ready(house)
    refunds.refund(payment=code.order.tenders.get().payment, amount=code.order.total, reference="staff:1")
    assert look(house, code.code).outcome == Outcome.REFUNDED
