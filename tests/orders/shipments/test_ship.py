from decimal import Decimal

import pytest

from minishop import events
from minishop.events.models import Event
from minishop.notify.models import Message
from orders.fulfilment import services as fulfilment
from orders.fulfilment.leaving import NotPaid
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NotCancellable
from orders.orders.models import Order
from orders.shipments import services as shipments
from orders.shipments.models import AskedBack, NoLabel
from tests.orders.shipments.parcels import counted, pack, sent, to_send, withdraw

pytestmark = pytest.mark.django_db


def test_an_order_leaves_in_two_parcels():
    row = to_send(3)

    sent(row, 2)
    assert counted(row) == ("open", 2)
    sent(row)
    assert counted(row) == ("shipped", 3)
    assert Event.objects.filter(name="fulfilment.shipped").count() == 1


def test_a_parcel_leaves_once():
    row = to_send()
    parcel = pack(row)

    for _ in range(2):
        parcel = shipments.ship(shipment=parcel, tracking="SF1", carrier_name="SF")

    assert (parcel.state, parcel.tracking_number, counted(row)) == ("shipped", "SF1", ("shipped", 3))


def test_pieces_asked_back_after_packing_stay_here():
    row = to_send(2)
    parcel = pack(row)
    withdraw(row, 1)

    with pytest.raises(AskedBack):
        shipments.ship(shipment=parcel, tracking="SF1")

    parcel.refresh_from_db()
    assert (parcel.state, counted(row)) == ("packed", ("ready", 0))


def test_what_is_left_after_some_were_asked_back_closes_the_fulfilment():
    row = to_send(3)
    sent(row, 2)
    withdraw(row, 1)
    fulfilment.settle_rest(row.order)

    assert counted(row) == ("shipped", 2)


def test_pieces_asked_back_that_are_wanted_after_all_are_sent():
    row = to_send(3)
    sent(row, 2)
    withdraw(row, 1)
    fulfilment.settle_rest(row.order)
    withdraw(row, 0)
    fulfilment.settle_rest(row.order)

    assert counted(row) == ("open", 2)
    sent(row)
    assert counted(row) == ("shipped", 3)


def test_all_asked_back_before_anything_left_cancels_the_fulfilment():
    row = to_send(2)
    withdraw(row, 2)
    fulfilment.settle_rest(row.order)

    assert counted(row) == ("cancelled", 0)


def test_an_order_of_which_a_part_left_is_not_cancelled():
    row = to_send(3)
    sent(row, 1)

    with pytest.raises(NotCancellable) as refusal:
        lifecycle.cancel(order=row.order, refund=True)

    assert (refusal.value.why, counted(row)) == ("left", ("open", 1))


def test_a_parcel_of_a_cancelled_order_stays_here():
    row = to_send()
    parcel = pack(row)
    lifecycle.cancel(order=row.order, refund=True)

    with pytest.raises(NotPaid):
        shipments.ship(shipment=parcel, tracking="SF1")

    assert counted(row) == ("cancelled", 0)


def test_a_parcel_without_its_carriers_number_waits_for_it():
    row = to_send()
    parcel = pack(row, carrier="sandbox")

    with pytest.raises(NoLabel):
        shipments.ship(shipment=parcel)

    assert counted(row) == ("ready", 0)
    assert shipments.ship(shipment=parcel, tracking="typed by hand").state == "shipped"


def test_a_fulfilment_is_done_with_its_last_parcel_and_the_order_some_days_after():
    row = to_send(3)
    first, second = sent(row, 2), sent(row)

    shipments.deliver(shipment=first)
    assert counted(row)[0] == "shipped"
    shipments.deliver(shipment=second)
    assert counted(row)[0] == "done"
    assert not Order.objects.arrived(for_days=7).exists()
    assert lifecycle.complete(order=Order.objects.arrived(for_days=0).get()).state == "completed"


def test_a_lost_parcel_keeps_the_order_open_until_its_pieces_are_settled():
    row = to_send(2)
    parcel = shipments.lost(shipment=sent(row))

    assert (parcel.state, counted(row)[0]) == ("lost", "shipped")
    row.lines.update(claimed=2)
    fulfilment.settle_rest(row.order)
    assert counted(row)[0] == "done"


def test_a_lost_parcel_that_turns_up_has_arrived():
    row = to_send()
    parcel = shipments.lost(shipment=sent(row))

    assert shipments.deliver(shipment=parcel).state == "delivered"
    assert counted(row)[0] == "done"


def test_each_parcel_has_its_letter_and_tells_what_follows():
    row = to_send(3, email="wen@example.com")
    events.sweep()
    Message.objects.all().delete()

    sent(row, 2, tracking="SF-first")
    events.sweep()
    (letter,) = Message.objects.filter(kind="shipped")
    assert ("SF-first" in letter.body, "2 ×" in letter.body, "1 piece follows" in letter.body) == (True,) * 3

    sent(row, tracking="SF-second")
    events.sweep()
    assert Message.objects.filter(kind="shipped").count() == 2
    second = Message.objects.get(kind="shipped", body__contains="SF-second")
    assert ("1 ×" in second.body, "piece follows" in second.body) == (True, False)


def test_what_a_parcel_weighs_is_known():
    row = to_send(2)
    row.lines.get().variant.__class__.objects.filter(pk=row.lines.get().variant_id).update(grams=350)

    assert pack(row).grams == 700
    assert row.order.total > Decimal(0)
