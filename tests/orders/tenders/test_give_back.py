"""Money goes back by the means that paid, outer money first, once for each reference."""

from decimal import Decimal

import pytest

from members.credit import services as credit
from orders.lifecycle import services as lifecycle
from orders.tenders import services as tenders
from orders.tenders.models import NothingLeft, NotOwed, ReferenceReused, TenderRefund
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.refunds import services as refunds
from payments.refunds.models import Refund, TooFine
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


def give(order, amount, reference="return:1"):
    return tenders.give_back(order=order, amount=Decimal(amount), reference=reference)


def answered(status):
    """The gateway has said this of the one refund."""
    row = Refund.objects.get()
    return refunds.record(row, RefundSnapshot(row.number, status))


@pytest.fixture
def order():
    """¥138 through a gateway and ¥100 of store credit."""
    return factories.mixed(held=100)


def test_outer_money_goes_first_then_the_shops_own(order):
    parts = give(order, 150)

    assert [(part.tender.kind, part.amount) for part in parts] == [("gateway", 138), ("store-credit", 12)]
    assert Refund.objects.get().amount == 138
    assert credit.balance(order.user) == 12
    assert (tenders.given_back(order), tenders.refundable(order)) == (150, 88)


def test_the_order_of_the_settings_is_kept(order, settings):
    settings.REFUND_ORDER = ["store-credit", "gateway"]

    assert [(part.tender.kind, part.amount) for part in give(order, 150)] == [
        ("store-credit", 100),
        ("gateway", 50),
    ]


def test_the_same_reference_gives_back_once(order):
    assert give(order, 150) == give(order, 150)

    assert (TenderRefund.objects.count(), credit.balance(order.user)) == (2, 12)
    with pytest.raises(ReferenceReused):
        give(order, 100)
    assert tenders.given_back(order) == 150


def test_more_than_was_paid_is_refused(order):
    give(order, 150)

    with pytest.raises(NothingLeft) as refusal:
        give(order, 89, "return:2")

    assert (refusal.value.left, tenders.given_back(order), credit.balance(order.user)) == (88, 150, 12)


def test_less_than_a_coin_is_refused(order):
    with pytest.raises(TooFine):
        give(order, "1.005")

    assert not TenderRefund.objects.exists()


def test_of_nothing_nothing_comes(order):
    assert give(order, 0) == []
    assert tenders.is_done("return:1")


def test_what_is_inside_has_arrived_at_once_and_what_went_out_when_its_gateway_says_so(order):
    give(order, 150)
    assert not tenders.is_done("return:1")

    answered(RefundStatus.DONE)

    assert tenders.is_done("return:1")
    assert not tenders.failed("return:1")


def test_a_refused_part_is_owed_still_and_is_not_free_to_be_given_twice(order):
    give(order, 138)

    answered(RefundStatus.FAILED)

    assert tenders.failed("return:1")
    assert tenders.refundable(order) == 100


def test_a_refused_part_is_given_as_credit_once_and_never_sent_again(order):
    (part,) = give(order, 138)
    answered(RefundStatus.FAILED)

    for _ in range(2):
        tenders.as_credit(tender_refund=part)

    assert credit.balance(order.user) == 138
    assert (tenders.is_done("return:1"), tenders.failed("return:1")) == (True, False)
    assert Refund.objects.get().state == "replaced"
    assert [findings(code) for code in ("L1", "P3", "T1", "T3", "T5")] == [[]] * 5


def test_what_is_still_on_its_way_is_not_given_as_credit(order):
    (part,) = give(order, 138)

    with pytest.raises(NotOwed):
        tenders.as_credit(tender_refund=part)

    assert (credit.balance(order.user), Refund.objects.get().state) == (0, "requested")


def test_a_guest_has_no_credit_to_be_given_it(order):
    guest = factories.order()
    (part,) = give(guest, 38)
    answered(RefundStatus.FAILED)

    with pytest.raises(NotOwed):
        tenders.as_credit(tender_refund=part)

    assert Refund.objects.get().state == "failed"


def test_cancelling_gives_back_all_that_is_left(order):
    give(order, 38)

    lifecycle.cancel(order=order, refund=True)

    assert {refund.amount for refund in Refund.objects.all()} == {38, 100}
    assert credit.balance(order.user) == 100
    order.refresh_from_db()
    assert (order.state, order.payment_state) == ("cancelled", "paid")
    for refund in Refund.objects.all():
        refunds.record(refund, RefundSnapshot(refund.number, RefundStatus.DONE))
        tenders.refund_arrived(refund)
    order.refresh_from_db()
    assert order.payment_state == "refunded"


def replaced(order, amount):
    """Another order over the amount, paid with what was paid for this one."""
    house = factories.store()
    wanted = factories.variant(price=amount, stock={house: 3})
    to = factories.order(paid=False, user=order.user, at=house, variant=wanted)
    tenders.carry(source=order, to=to, amount=Decimal(amount), reference="return:9")
    lifecycle.pay_nothing(order=to)
    to.refresh_from_db()
    return to


def test_a_replacement_is_paid_with_what_was_paid_before_once(order):
    to = replaced(order, 150)
    tenders.carry(source=order, to=to, amount=Decimal(150), reference="return:9")

    assert to.payment_state == "paid"
    assert [(row.kind, row.amount) for row in to.tenders.order_by("pk")] == [
        ("gateway", 138),
        ("store-credit", 12),
    ]
    assert (tenders.refundable(order), tenders.refundable(to)) == (88, 150)
    assert [findings(code) for code in ("O2", "P1", "T1", "T3", "T5")] == [[]] * 5


def test_what_a_replacement_gives_back_goes_by_the_way_it_first_came(order):
    to = replaced(order, 150)

    give(to, 145, "return:2")

    assert Refund.objects.get().payment == order.tenders.get(kind="gateway").payment
    assert credit.balance(order.user) == 7
    answered(RefundStatus.DONE)
    tenders.refund_arrived(Refund.objects.get())
    assert to.tenders.get(kind="gateway").state == "refunded"
    assert order.tenders.get(kind="gateway").state == "committed"
    assert [findings(code) for code in ("O2", "P1", "T1", "T3", "T5")] == [[]] * 5


def test_no_more_is_carried_on_than_is_left(order):
    give(order, 150)
    to = factories.order(paid=False, user=order.user)

    with pytest.raises(NothingLeft):
        tenders.carry(source=order, to=to, amount=Decimal(89), reference="return:9")

    assert not to.tenders.exists()


def test_an_order_all_of_which_went_on_keeps_its_pieces_here(order):
    assert not tenders.is_given_back(order)

    replaced(order, 238)

    assert tenders.is_given_back(order)
