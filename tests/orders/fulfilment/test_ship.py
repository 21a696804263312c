from decimal import Decimal

import pytest

from minishop.events.models import Event
from minishop.states import IllegalMove
from orders.fulfilment import services as fulfilment
from orders.fulfilment.leaving import NotPaid
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.shipments import services as shipments
from payments.refunds import services as refunds
from tests import factories

pytestmark = pytest.mark.django_db


def parcel(**fields):
    return factories.order(way="ship", **fields).fulfilments.get()


def sent(**asked):
    return shipments.send(carrier="SF", tracking="SF123", **asked)


def shipped(row):
    sent(fulfilment=row)
    row.refresh_from_db()
    return row


def test_a_parcel_leaves_with_its_number_once():
    row = parcel()

    for _ in range(2):
        sent = shipments.send(fulfilment=row, carrier="SF", tracking="SF123")

    row.refresh_from_db()
    assert (row.state, row.tracking_number, sent.state) == ("shipped", "SF123", "shipped")
    assert row.shipped_at is not None
    assert Event.objects.filter(name="fulfilment.shipped").count() == 1


def test_what_is_not_paid_does_not_leave():
    row = parcel(paid=False)

    with pytest.raises(NotPaid):
        shipments.send(fulfilment=row, carrier="SF", tracking="SF123")

    row.refresh_from_db()
    assert (row.state, row.tracking_number) == ("waiting", "")


def test_what_was_cancelled_does_not_leave():
    row = parcel()
    lifecycle.cancel(order=row.order, refund=True)

    with pytest.raises(NotPaid):
        shipments.send(fulfilment=row, carrier="SF", tracking="SF123")


def test_pieces_to_collect_are_not_sent():
    with pytest.raises(IllegalMove):
        shipments.send(fulfilment=factories.order().fulfilments.get(), carrier="SF", tracking="SF123")


def test_a_parcel_that_arrived_completes_its_order_after_some_days(settings):
    row = shipments.deliver_all(fulfilment=shipped(parcel()))
    assert not Order.objects.arrived(for_days=7).exists()

    order = Order.objects.arrived(for_days=0).get()
    assert lifecycle.complete(order=order).state == "completed"
    assert row.state == "done"


def test_an_order_on_its_way_is_not_completed():
    row = shipped(parcel())

    assert lifecycle.complete(order=row.order).state == "open"


def test_what_is_ready_says_where_it_lies():
    row = factories.order().fulfilments.get()

    for _ in range(2):
        row = fulfilment.ready(fulfilment=row, shelf="B14")

    assert (row.state, row.shelf) == ("ready", "B14")
    assert Event.objects.filter(name="fulfilment.ready").count() == 1


def test_pieces_are_handed_over_once():
    row = factories.order().fulfilments.get()
    fulfilment.hand_over(fulfilment=row)

    with pytest.raises(IllegalMove):
        fulfilment.hand_over(fulfilment=row)

    assert Event.objects.filter(name="fulfilment.handed_over").count() == 1


def test_what_never_left_does_not_arrive():
    row = parcel()

    with pytest.raises(IllegalMove):
        shipments.deliver_all(fulfilment=row)

    row.refresh_from_db()
    assert (row.state, row.done_at) == ("open", None)


def test_pieces_whose_money_went_back_stay():
    for way, leave in (("ship", sent), ("pickup", fulfilment.hand_over)):
        row = factories.order(way=way).fulfilments.get()
        order = row.order
        refunds.refund(payment=order.tenders.get().payment, amount=order.total, reference="staff:1")

        with pytest.raises(NotPaid):
            leave(fulfilment=row)

        row.refresh_from_db()
        assert row.state == "open"


def test_pieces_with_a_part_of_their_money_back_leave():
    row = factories.order().fulfilments.get()
    refunds.refund(payment=row.order.tenders.get().payment, amount=Decimal(38), reference="staff:1")

    assert fulfilment.hand_over(fulfilment=row).state == "done"
